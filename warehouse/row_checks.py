"""Checks of single rows: declared rules, keys, finite numbers, the slice invariant."""

from __future__ import annotations

import pyarrow as pa

from schemas.declaration import Table
from schemas.expectations import Expectation, list_expectations
from warehouse.audit_log import AuditLog
from warehouse.expectation_suites import ROW_COLUMN, ExpectationResult, check_expectations, make_frame


def check_rows(log: AuditLog, table: Table) -> None:
    """All checks of the rows of one table that need no other table but `documents`."""
    _check_declared_rules(log, table)
    _check_keys(log, table)
    _check_finite(log, table)
    if table.is_sliced:
        _check_slices(log, table)


def _check_declared_rules(log: AuditLog, table: Table) -> None:
    expectations = list_expectations(table)
    columns = {e.column for e in expectations} | {e.other_column for e in expectations if e.other_column}
    names = [ROW_COLUMN, *sorted(columns)]
    rows: pa.Table = log.con.sql(f"SELECT {', '.join(names)} FROM {table.name}").to_arrow_table()
    null_counts = {name: rows[name].null_count for name in names}
    open_questions = [e for e in expectations if not _is_settled(e, null_counts, rows.num_rows)]
    results = check_expectations(make_frame(rows, open_questions), open_questions)
    for result in results:
        _log_result(log, table, result)
    for check in expectations:
        if check not in open_questions:
            log.add_check(table.name, check.name, "row", rows.num_rows - null_counts[check.column], 0)


def _is_settled(expectation: Expectation, null_counts: dict[str, int], row_count: int) -> bool:
    """Whether the counts of nulls, which Arrow keeps, show that no row can fail.

    Each expectation that is run costs some milliseconds however few the rows are.
    """
    if expectation.kind == "not_null":
        return null_counts[expectation.column] == 0
    both = (expectation.column, expectation.other_column or expectation.column)
    return any(null_counts[name] == row_count for name in both)


def _log_result(log: AuditLog, table: Table, result: ExpectationResult) -> None:
    check = result.expectation
    if result.error is not None:
        log.add_check(table.name, check.name, "critical", 0, 1, f"could not be checked: {result.error}")
        return
    if result.failed_rows:
        log.add_failed_rows(table.name, check.name, result.failed_rows, check.description, check.column)
    log.add_check(table.name, check.name, "row", result.evaluated_count, len(result.failed_rows))


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
    for column in table.columns:
        if column.type is float and not column.is_list:
            log.add_row_check(
                table.name,
                f"{column.name} finite",
                f"SELECT audit_row, '{column.name} must be finite; it is ' || {column.name} AS reason"
                f" FROM {table.name} WHERE NOT isfinite({column.name})",
            )


def _check_slices(log: AuditLog, table: Table) -> None:
    """`text` is the slice of the document that char_start and char_end cut (offsets in code points)."""
    log.add_row_check(
        table.name,
        "slice",
        f"""
        SELECT t.audit_row, 'text differs from the document at char_start to char_end: ' || left(coalesce(
            substring(d.text, t.char_start + 1, t.char_end - t.char_start), ''), 100) AS reason
        FROM {table.name} AS t JOIN documents AS d USING (document_id)
        WHERE t.char_start IS NOT NULL AND (
            t.char_end IS NULL OR t.char_start < 0 OR t.char_end < t.char_start
            OR t.char_end > length(d.text)
            OR substring(d.text, t.char_start + 1, t.char_end - t.char_start) IS DISTINCT FROM t.text
        )
        """,
    )
