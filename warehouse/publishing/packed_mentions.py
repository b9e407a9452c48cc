"""Read mentions as numbers: their facts, their groups, and who is paired with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.identity import PackedMentions

MENTIONS_AT_ONCE = 10_000  # bounds the memory: facts stand twice in it while they are read
_Numbers = npt.NDArray[np.int64]


class Texts(Sequence[str]):
    """Texts that stand one after the other in the memory; each becomes a Python string when it is asked."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        self.column = column.combine_chunks()

    def __len__(self) -> int:
        return len(self.column)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            texts: list[str] = self.column[place].to_pylist()
            return texts
        text: str = self.column[place].as_py()
        return text


def read_mentions(con: duckdb.DuckDBPyConnection, part: int) -> PackedMentions:
    """The mentions of a part of temp table `block_events` by their ids, and the pairs of two groups."""
    con.execute(_LIST_OWN, [part])
    told = con.execute(
        "SELECT event_id, event_no, first_row FROM own_events ORDER BY own_row"
    ).to_arrow_table()
    pairs = con.execute(_SELECT_PAIRS).fetchnumpy()
    event_nos, groups = told.column("event_no").to_numpy(), told.column("first_row").to_numpy()
    order = np.argsort(event_nos).astype(np.int32)
    left, right = (
        order[np.searchsorted(event_nos, np.asarray(pairs[name]), sorter=order)]
        for name in ("event_no", "other_no")
    )
    apart = groups[left] != groups[right]
    mentions = PackedMentions(
        Texts(told.column("event_id")),
        groups,
        _read_own_facts(con, told.num_rows),
        left[apart],
        right[apart],
        np.asarray(pairs["weight"])[apart],
        np.asarray(pairs["reason"])[apart],
        dict(con.execute(_SELECT_HEIRS).fetchall()),
    )
    con.execute("DROP TABLE own_events")
    return mentions


def _read_own_facts(con: duckdb.DuckDBPyConnection, count: int) -> _Numbers:
    facts = np.zeros((count, 0), np.int64)
    for batch in con.execute(_SELECT_FACTS).to_arrow_reader(MENTIONS_AT_ONCE):
        values = batch["facts"].flatten().to_numpy().reshape(batch.num_rows, -1)
        if not facts.size:
            facts = np.zeros((count, values.shape[1]), np.int64)
        facts[batch["own_row"].to_numpy()] = values
    return facts


def read_facts(column: pa.ChunkedArray) -> _Numbers:
    """One row a mention, of lists of one length; without columns where signs are not kept."""
    values, ends = flatten_lists(column)
    return values.reshape(len(ends), len(values) // len(ends) if len(ends) else 0)


def flatten_lists(column: pa.ChunkedArray) -> tuple[_Numbers, _Numbers]:
    """The values of all lists of a column, and where each list ends."""
    if not len(column):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    lists = column.combine_chunks()
    sizes = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    return lists.flatten().to_numpy(), np.cumsum(sizes, dtype=np.int64)


# A group is told by the first row of its mentions.
_LIST_OWN = """
CREATE OR REPLACE TEMP TABLE own_events AS
WITH own AS (
    SELECT event_no, event_id, (row_number() OVER (ORDER BY event_id) - 1)::INTEGER AS own_row
    FROM block_events WHERE part = ?
)
SELECT o.event_no, o.event_id, o.own_row,
    min(o.own_row) OVER (PARTITION BY e.event_group_id) AS first_row
FROM own AS o JOIN store.events AS e USING (event_id)
"""

_SELECT_FACTS = """
SELECT o.own_row, s.facts FROM own_events AS o JOIN store.event_signs AS s USING (event_no)
"""

# Not joined with the mentions: DuckDB might join these with themselves first.
_SELECT_PAIRS = """
SELECT event_no, other_no, weight, reason::TINYINT AS reason FROM store.event_pairs
WHERE other_no < event_no AND event_no IN (SELECT event_no FROM own_events)
    AND other_no IN (SELECT event_no FROM own_events)
"""

_SELECT_HEIRS = """
SELECT event_id, min(leader_id) FROM ops.happening_heirs -- one mention may be the heir of two
WHERE event_id IN (SELECT event_id FROM own_events) GROUP BY event_id
"""
