"""Checks of single rows: declared rules, keys, finite numbers, the slice invariant."""

from __future__ import annotations

import pyarrow as pa

from schemas.declaration import Table
from schemas.expectations import Expectation, list_expectations
from warehouse.audit_log import AuditLog
from warehouse.expectation_suites import ROW_COLUMN, check_expectations, make_frame


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
    filled = {name for name in names if rows[name].null_count < rows.num_rows}
    run = [e for e in expectations if rows.num_rows and (e.kind == "not_null" or _is_filled(e, filled))]
    for result in check_expectations(make_frame(rows, run), run):
        check = result.expectation
        if result.error is not None:
            log.add_check(table.name, check.name, "critical", 0, 1, f"could not be checked: {result.error}")
            continue
        if result.failed_rows:
            log.add_failed_rows(table.name, check.name, result.failed_rows, check.description, check.column)
        log.add_check(table.name, check.name, "row", result.evaluated_count, len(result.failed_rows))
    for check in expectations:
        if check not in run:
            log.add_check(table.name, check.name, "row", 0, 0, "no values")


def _is_filled(expectation: Expectation, filled: set[str]) -> bool:
    return expectation.column in filled and expectation.other_column in filled | {""}


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
                f"SELECT audit_row, '{column.name} must be a finite number; it is ' || {column.name} AS reason"
                f" FROM {table.name} WHERE NOT isfinite({column.name})",
            )


def _check_slices(log: AuditLog, table: Table) -> None:
    """`text` is the slice of the document that char_start and char_end cut (offsets in code points)."""
    log.add_row_check(
        table.name,
        "slice",
        f"""
        SELECT t.audit_row, 'text differs from the document between char_start and char_end: '
            || left(coalesce(substring(d.text, t.char_start + 1, t.char_end - t.char_start), ''), 100) AS reason
        FROM {table.name} AS t JOIN documents AS d USING (document_id)
        WHERE t.char_start IS NOT NULL AND (
            t.char_end IS NULL OR t.char_start < 0 OR t.char_end < t.char_start
            OR t.char_end > length(d.text)
            OR substring(d.text, t.char_start + 1, t.char_end - t.char_start) IS DISTINCT FROM t.text
        )
        """,
    )
