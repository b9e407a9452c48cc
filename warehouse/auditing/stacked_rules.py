"""Values that must obey the same rule, from all columns and tables of a batch, in one long column.

An expectation costs Great Expectations some milliseconds however few values it sees, and a batch has two
hundred of them; but they are instances of some dozen rules (a position is at least 0, a confidence
is between 0 and 1). So each rule is run once over all its values, and its failures are traced back. Sets of
choices are one rule: each value, and each choice, is tagged with the number of its set (`3=planned`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from schemas.expectations import Expectation

POSITION = "staged_row"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the values of one expectation stand in the column of its rule, in the order of the rows."""

    expectation: Expectation
    start: int
    row_count: int


@dataclass(frozen=True, slots=True)
class StackedRules:
    """Rules as expectations on the columns of one table, and the stretches of each rule's column."""

    values: pa.Table
    rules: tuple[Expectation, ...]
    stretches: tuple[tuple[Stretch, ...], ...]


def stack_rules(tables: Mapping[str, pa.Table], expectations: Iterable[Expectation]) -> StackedRules:
    """Stack the values of these expectations; `tables` holds the rows by table name."""
    groups: dict[tuple[Expectation, str], list[Expectation]] = {}
    for expectation in expectations:
        kind = str(_read(tables, expectation).type)
        groups.setdefault((_forget_place(expectation), kind), []).append(expectation)
    rules, stretches, columns = [], [], {}
    for number, ((rule, _), members) in enumerate(groups.items()):
        name, other = f"rule_{number}", f"other_{number}" if rule.kind == "not_before" else ""
        sets = dict.fromkeys(member.choices for member in members)
        tags = {choices: f"{n}=" if choices else "" for n, choices in enumerate(sets)}
        choices = tuple(tags[one] + choice for one in sets for choice in one)
        rules.append(replace(rule, column=name, other_column=other, choices=choices))
        stretches.append(_lay_out(tables, members))
        columns[name] = _concat([_tag(_read(tables, m), tags[m.choices]) for m in members])
        if other:
            columns[other] = _concat([tables[m.table_name][m.other_column] for m in members])
    length = max(map(len, columns.values()), default=0)
    values = {name: _pad(column, length) for name, column in columns.items()}
    values[POSITION] = pa.chunked_array([pa.array(range(length), pa.int64())])
    return StackedRules(pa.table(values), tuple(rules), tuple(stretches))


def trace_rows(stretches: Iterable[Stretch], positions: Iterable[int]) -> dict[Expectation, list[int]]:
    """The row numbers that failed, by the expectation that they belong to."""
    ordered = sorted(positions)
    found: dict[Expectation, list[int]] = {}
    for stretch in stretches:
        inside = [p - stretch.start for p in ordered if 0 <= p - stretch.start < stretch.row_count]
        found[stretch.expectation] = inside
    return found


def _read(tables: Mapping[str, pa.Table], expectation: Expectation) -> pa.ChunkedArray:
    column = tables[expectation.table_name][expectation.column]
    if expectation.kind == "not_null":  # nothing but that is asked: any type, as 1.0 or null
        return pa.chunked_array([pc.if_else(chunk.is_valid(), 1.0, None) for chunk in column.chunks],
                                pa.float64())  # fmt: skip
    return column


def _forget_place(expectation: Expectation) -> Expectation:
    return replace(expectation, table_name="", column="", other_column="", choices=())


def _tag(column: pa.ChunkedArray, tag: str) -> pa.ChunkedArray:
    """The values behind a tag that tells them from equal ones of another set; null stays null."""
    if not tag:
        return column
    values = [pc.binary_join_element_wise(tag, chunk, "") for chunk in column.chunks]
    return pa.chunked_array(values, column.type)


def _lay_out(tables: Mapping[str, pa.Table], members: Iterable[Expectation]) -> tuple[Stretch, ...]:
    laid, start = [], 0
    for member in members:
        count = tables[member.table_name].num_rows
        laid.append(Stretch(member, start, count))
        start += count
    return tuple(laid)


def _concat(columns: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    return pa.chunked_array([chunk for column in columns for chunk in column.chunks], columns[0].type)


def _pad(column: pa.ChunkedArray, length: int) -> pa.Array:
    """As long as the longest, and text as categories: the library hashes and compares these fast."""
    missing = pa.nulls(length - len(column), column.type)
    padded = pa.chunked_array([*column.chunks, missing], column.type).combine_chunks()
    return padded.dictionary_encode() if pa.types.is_string(column.type) else padded
