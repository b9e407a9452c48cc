"""What an audit finds: failed rows and the results of the checks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import duckdb
import pyarrow as pa

from schemas.operations import Check

Severity = Literal["critical", "row", "warning"]


class AuditLog:
    """Collects checks as rows of `ops.checks`, failed rows in table `bad_rows` of the audit's database."""

    def __init__(self, con: duckdb.DuckDBPyConnection, run_id: str, batch_no: int, now: datetime) -> None:
        self.con = con
        self.run_id = run_id
        self.batch_no = batch_no
        self.now = now
        self.checks: list[Check] = []
        self._row_counts: dict[str, int] = {}
        self.repaired: set[str] = set()  # tables in which references were set to null
        con.execute(
            "CREATE TABLE bad_rows (table_name VARCHAR, audit_row BIGINT, check_name VARCHAR, reason VARCHAR)"
        )

    def add_check(
        self,
        table_name: str,
        check_name: str,
        severity: Severity,
        evaluated_count: int,
        failed_count: int,
        observed: str | None = None,
    ) -> None:
        """Log the result of a check; it passed when nothing failed."""
        self.checks.append(
            Check(
                run_id=self.run_id,
                batch_no=self.batch_no,
                table_name=table_name,
                check_name=check_name,
                severity=severity,
                is_passed=failed_count == 0,
                evaluated_count=evaluated_count,
                failed_count=failed_count,
                observed=observed,
                checked_at=self.now,
            )
        )

    def add_row_check(self, table_name: str, check_name: str, select: str) -> None:
        """Run a check of rows: `select` yields (audit_row, reason) of rows of the table that fail."""
        rows, failed = self.count_rows(table_name), 0
        if rows:
            failed = self.count(
                f"INSERT INTO bad_rows SELECT '{table_name}', audit_row, ?, reason FROM ({select})",
                [check_name],
            )
        self.add_check(table_name, check_name, "row", rows, failed)

    def add_found_rows(self, table_name: str, check_name: str, reasons: dict[int, str]) -> None:
        """Log a check of rows that was made outside of SQL: reasons by audit_row."""
        if not reasons:
            self.add_check(table_name, check_name, "row", self.count_rows(table_name), 0)
            return
        found = {
            "audit_row": pa.array(reasons, pa.int64()),
            "reason": pa.array(reasons.values(), pa.string()),
        }
        self.con.register("found_rows", pa.table(found))
        self.add_row_check(table_name, check_name, "SELECT audit_row, reason FROM found_rows")
        self.con.unregister("found_rows")

    def add_failed_rows(
        self, table_name: str, check_name: str, rows: Iterable[int], reason: str, column: str
    ) -> None:
        """Note rows that fail, with the value that stands in the column."""
        self.con.register("failed_rows", pa.table({"audit_row": pa.array(rows, pa.int64())}))
        self.con.execute(
            f"""
            INSERT INTO bad_rows
            SELECT ?, t.audit_row, ?, ? || coalesce('; it is ' || left(t.{column}::VARCHAR, 100), '')
            FROM {table_name} AS t JOIN failed_rows USING (audit_row)
            """,
            [table_name, check_name, reason],
        )
        self.con.unregister("failed_rows")

    def count_rows(self, table_name: str) -> int:
        """Staged rows of a table; their number does not change."""
        if table_name not in self._row_counts:
            self._row_counts[table_name] = self.count(f"SELECT count(*) FROM {table_name}")
        return self._row_counts[table_name]

    def count(self, select: str, parameters: list[object] | None = None) -> int:
        """The one number that a SELECT yields."""
        row = self.con.execute(select, parameters).fetchone()
        return int(row[0]) if row else 0
