"""Check a staged batch: bad rows out with their reason, good rows on, nothing published when critical."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema
from schemas.ddl import quote_text
from schemas.declaration import Table
from schemas.operations import Check, QuarantinedRow
from schemas.registry import TABLE_BY_NAME
from warehouse.auditing.audit_log import AuditLog
from warehouse.auditing.expectation_suites import load_library as prepare_audit
from warehouse.auditing.reference_checks import check_references, good_rows
from warehouse.auditing.row_checks import check_declared_rules, check_rows
from warehouse.auditing.volume_checks import Baseline, check_arrival, check_volume, read_baseline
from warehouse.rows import column_list, to_arrow
from warehouse.stage import STAGED_TABLES, UNFIT_FILE, shard_path

__all__ = ["AuditedBatch", "Baseline", "audit_batch", "prepare_audit", "read_baseline"]


@dataclass(frozen=True, slots=True)
class AuditedBatch:
    """A batch after its audit: `folder` holds the good rows, quarantine and checks as Parquet shards.

    `rejected_documents` says for each document whose own row failed why nothing of it can be published.
    """

    folder: Path
    run_id: str
    batch_no: int
    document_ids: tuple[str, ...]
    rejected_documents: dict[str, str]
    staged_row_count: int
    good_row_count: int
    quarantined_row_count: int
    checks: tuple[Check, ...]

    @property
    def critical(self) -> tuple[Check, ...]:
        """Critical checks that failed: nothing of the batch may be published."""
        return tuple(c for c in self.checks if c.severity == "critical" and not c.is_passed)


def audit_batch(
    folder: str | Path,
    run_id: str,
    batch_no: int,
    expected_documents: int,
    baseline: Baseline | None,
    now: datetime,
) -> AuditedBatch:
    """Audit the shards in `folder`, as `write_shards` wrote them; the result stands in `folder/audited`.

    Opens no warehouse. `expected_documents` is how many documents the batch should hold (those read
    without an error); `baseline` is what `read_baseline` returned at the start of the run.
    """
    folder = Path(folder)
    with duckdb.connect(":memory:") as con:
        con.execute("SET TimeZone = 'UTC'; SET threads = 1")  # a batch is small
        log = AuditLog(con, run_id, batch_no, now)
        if _check_schemas(log, folder):
            _load(con, folder)
            check_arrival(log, expected_documents)
            check_declared_rules(log, STAGED_TABLES)
            for table in STAGED_TABLES:
                check_rows(log, table)
            for table in STAGED_TABLES:
                check_references(log, table)
            check_volume(log, baseline)
            return _write_result(log, folder)
    return AuditedBatch(folder / "audited", run_id, batch_no, (), {}, 0, 0, 0, tuple(log.checks))


def _check_schemas(log: AuditLog, folder: Path) -> bool:
    """Each shard must be there and have the declared Arrow schema."""
    for table in STAGED_TABLES:
        path = shard_path(folder, table)
        if not path.exists():
            observed = "the shard is missing"
        elif not pq.read_schema(path).equals(arrow_schema(table)):
            observed = f"the shard's columns differ from the declaration: {pq.read_schema(path).names}"
        else:
            continue
        log.add_check(table.name, "schema", "critical", 1, 1, observed)
    return not log.checks


def _load(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for table in STAGED_TABLES:
        con.execute(
            f"CREATE TABLE {table.name} AS SELECT file_row_number AS audit_row, {column_list(table)}"
            f" FROM read_parquet({quote_text(str(shard_path(folder, table)))}, file_row_number = true)"
        )


def _write_result(log: AuditLog, folder: Path) -> AuditedBatch:
    unfit = [json.loads(line) for line in (folder / UNFIT_FILE).read_text(encoding="utf-8").splitlines()]
    audited, part = folder / "audited", folder / "audited.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    staged_count, good_count = len(unfit), 0
    for table in STAGED_TABLES:
        staged_count += log.count_rows(table.name)
        good_count += _write_good_rows(log, table, folder, part)
    quarantined = _list_unfit(log, unfit) + _list_bad_rows(log)
    pq.write_table(to_arrow(TABLE_BY_NAME["quarantine"], quarantined), part / "quarantine.parquet")
    pq.write_table(to_arrow(TABLE_BY_NAME["checks"], log.checks), part / "checks.parquet")
    shutil.rmtree(audited, ignore_errors=True)
    os.replace(part, audited)
    documents = log.con.execute(f"SELECT document_id FROM {good_rows('documents')} ORDER BY 1").fetchall()
    good_ids = {document_id for (document_id,) in documents}
    rejected = {
        q.document_id: f"{q.check_name}: {q.reason}"
        for q in quarantined
        if q.table_name == "documents" and q.document_id and q.document_id not in good_ids
    }
    kept_out = len({(q.table_name, q.row_key) for q in quarantined})
    return AuditedBatch(
        folder=audited,
        run_id=log.run_id,
        batch_no=log.batch_no,
        document_ids=tuple(sorted(good_ids)),
        rejected_documents=rejected,
        staged_row_count=staged_count,
        good_row_count=good_count,
        quarantined_row_count=kept_out,
        checks=tuple(log.checks),
    )


def _write_good_rows(log: AuditLog, table: Table, folder: Path, part: Path) -> int:
    """Write what passed; a shard without a change is linked. Returns the number of rows."""
    count = log.count(f"SELECT count(*) FROM {good_rows(table.name)}")
    source, target = shard_path(folder, table), shard_path(part, table)
    if table.name not in log.repaired and count == log.count_rows(table.name):
        shutil.copyfile(source, target)
        return count
    rows: pa.Table = log.con.sql(
        f"SELECT {column_list(table)} FROM {good_rows(table.name)} ORDER BY audit_row"
    ).to_arrow_table()
    pq.write_table(rows.cast(arrow_schema(table)), target, compression="zstd")
    return count


def _list_unfit(log: AuditLog, unfit: list[dict[str, str]]) -> list[QuarantinedRow]:
    """Rows that could not even be staged."""
    for name in sorted({entry["table"] for entry in unfit}):
        failed = sum(entry["table"] == name for entry in unfit)
        log.add_check(name, "fits types", "row", log.count_rows(name) + failed, failed)
    return [
        _quarantine(log, u["table"], u["row_key"], u["document_id"], "fits types", u["reason"], u["row"])
        for u in unfit
    ]


def _list_bad_rows(log: AuditLog) -> list[QuarantinedRow]:
    found: list[QuarantinedRow] = []
    names = log.con.execute("SELECT DISTINCT table_name FROM bad_rows ORDER BY 1").fetchall()
    for (name,) in names:
        table = TABLE_BY_NAME[name]
        document_id = "t.document_id" if any(c.name == "document_id" for c in table.columns) else "NULL"
        parts = ", ".join(f"coalesce(t.{column}::VARCHAR, '')" for column in table.key)
        rows = log.con.execute(
            f"""
            SELECT concat_ws('|', {parts})
                || CASE WHEN b.check_name = 'key unique' OR concat({parts}) = ''
                   THEN '#{log.batch_no}.' || t.audit_row ELSE '' END,
                {document_id}, b.check_name, b.reason, to_json(r)::VARCHAR
            FROM bad_rows AS b JOIN {name} AS t USING (audit_row)
            JOIN (SELECT audit_row AS row_no, {{{_struct(table)}}} AS r FROM {name}) ON row_no = t.audit_row
            WHERE b.table_name = ? ORDER BY t.audit_row, b.check_name
            """,
            [name],
        ).fetchall()
        found += [_quarantine(log, name, *row) for row in rows]
    return found


def _struct(table: Table) -> str:
    return ", ".join(f"'{c.name}': {c.name}" for c in table.columns)


def _quarantine(
    log: AuditLog,
    table_name: str,
    row_key: str,
    document_id: str | None,
    check_name: str,
    reason: str,
    row: str,
) -> QuarantinedRow:
    return QuarantinedRow(
        run_id=log.run_id,
        table_name=table_name,
        row_key=row_key,
        document_id=document_id,
        check_name=check_name,
        reason=reason,
        row=row,
        quarantined_at=log.now,
        replayed_at=None,
    )
