"""Checks of single rows: declared rules, keys, finite numbers, the slice invariant."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from schemas.declaration import Table
from schemas.expectations import list_expectations
from warehouse.auditing.audit_log import AuditLog
from warehouse.auditing.expectation_suites import ExpectationResult, check_expectations
from warehouse.auditing.settled_rules import is_settled

SHOWN_CHARS = 100


def check_declared_rules(log: AuditLog, tables: Sequence[Table]) -> None:
    """Check every value of these tables against its declaration."""
    rows = {table.name: _read_values(log, table) for table in tables}
    expectations = [e for table in tables for e in list_expectations(table)]
    open_questions = [e for e in expectations if not is_settled(e, rows[e.table_name])]
    results = {r.expectation: r for r in check_expectations(rows, open_questions)}
    for expectation in expectations:
        values = rows[expectation.table_name][expectation.column]
        result = results.get(expectation, ExpectationResult(expectation, (), None))
        evaluated = len(values) - (values.null_count if expectation.kind != "not_null" else 0)
        _log_result(log, result, evaluated)


def check_rows(log: AuditLog, table: Table) -> None:
    """Check keys, finite numbers and slices of one table."""
    _check_keys(log, table)
    _check_finite(log, table)
    if table.is_sliced:
        _check_slices(log, table)


def _read_values(log: AuditLog, table: Table) -> pa.Table:
    """The columns that have rules, in the order of audit_row, which counts up from 0."""
    columns = {name for e in list_expectations(table) for name in (e.column, e.other_column) if name}
    values: pa.Table = log.con.sql(
        f"SELECT {', '.join(sorted(columns))} FROM {table.name} ORDER BY audit_row"
    ).to_arrow_table()
    return values


def _log_result(log: AuditLog, result: ExpectationResult, evaluated_count: int) -> None:
    check = result.expectation
    if result.error is not None:
        observed = f"could not be checked: {result.error}"
        log.add_check(check.table_name, check.name, "critical", evaluated_count, 1, observed)
        return
    if result.failed_rows:
        log.add_failed_rows(check.table_name, check.name, result.failed_rows, check.description, check.column)
    log.add_check(check.table_name, check.name, "row", evaluated_count, len(result.failed_rows))


def _check_keys(log: AuditLog, table: Table) -> None:
    key = ", ".join(table.key)
    log.add_row_check(
        table.name,
        "key unique",
        f"""
        SELECT audit_row, 'another row has the same key ({key})' AS reason FROM {table.name}
        WHERE {" AND ".join(f"{name} IS NOT NULL" for name in table.key)}
        QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY audit_row) > 1
        """,
    )


def _check_finite(log: AuditLog, table: Table) -> None:
    names = [column.name for column in table.columns if column.type is float and not column.is_list]
    if not names:
        return
    infinite = ", ".join(f"count(*) FILTER (NOT isfinite({name}))" for name in names)
    counts = log.con.execute(f"SELECT {infinite} FROM {table.name}").fetchall()[0]
    for name, count in zip(names, counts, strict=True):
        if count == 0:
            log.add_check(table.name, f"{name} finite", "row", log.count_rows(table.name), 0)
            continue
        log.add_row_check(
            table.name,
            f"{name} finite",
            f"SELECT audit_row, '{name} must be finite; it is ' || {name} AS reason"
            f" FROM {table.name} WHERE NOT isfinite({name})",
        )


def _check_slices(log: AuditLog, table: Table) -> None:
    """`text` is the slice of the document that char_start and char_end cut (offsets in code points).

    In Python, which finds a place in a text at once; SQL counts its way there from the start.
    """
    bodies = dict(log.con.execute("SELECT document_id, text FROM documents").fetchall())
    rows = log.con.execute(
        f"SELECT audit_row, document_id, char_start, char_end, text FROM {table.name}"
        " WHERE char_start IS NOT NULL"
    ).fetchall()
    failed = {}
    for row, document_id, start, end, text in rows:
        body = bodies.get(document_id)
        if body is None:
            continue  # a missing document is told by the check of references
        if end is None or not 0 <= start <= end <= len(body) or body[start:end] != text:
            found = "" if end is None or start < 0 else body[start:end][:SHOWN_CHARS]
            failed[row] = f"text differs from the document at char_start to char_end: {found}"
    log.add_found_rows(table.name, "slice", failed)
