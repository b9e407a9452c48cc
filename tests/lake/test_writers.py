"""Several writers of one lake: nothing twice, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from lake_places import needs_lake, needs_postgres
from row_builder import NOW, Article, join_rows
from small_warehouse import RESOLVERS
from test_operating import RUN

import warehouse.transaction as transaction
from schemas.registry import TABLES
from warehouse.auditing.audit import AuditedBatch, audit_batch
from warehouse.connect import open_warehouse
from warehouse.errors import WarehouseLockedError
from warehouse.lake.writer import hold_writing, is_conflict, mark_writer
from warehouse.operations import read_runs, start_run
from warehouse.publishing.publish import publish_batch
from warehouse.stage import write_shards

pytestmark = needs_lake
FOLDERS = [Path(__file__).parents[2], *(Path(__file__).parents[1] / name for name in ("warehouse", "lake"))]
BOTH = pytest.mark.parametrize(
    "shared_lake", ["sqlite", pytest.param("postgres", marks=needs_postgres)], indirect=True
)

WRITER = """
import sys
from pathlib import Path
from test_writers import publish_same
publish_same(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
"""


def stage_same(folder: Path, run_id: str) -> list:
    """Two batches of new documents, the same for every writer."""
    return [_stage(folder, run_id, number) for number in range(2)]


def _stage(folder: Path, run_id: str, number: int) -> AuditedBatch:
    articles = [Article(uri=f"{number}-{n}.txt", text=f"Day {n} of {number}.") for n in range(4)]
    shards = write_shards(folder / f"{run_id}-{number}", join_rows(articles))
    return audit_batch(shards, run_id, number, len(articles), None, NOW)


def publish_same(place: str, folder: Path, run_id: str) -> None:
    """What one writer does."""
    for batch in stage_same(folder, run_id):
        with open_warehouse(place) as con:
            publish_batch(con, [batch], run_id, RESOLVERS, NOW)


def count_keys(place) -> dict[str, tuple[int, int]]:
    """Rows and distinct keys of every table that is published by document."""
    with open_warehouse(place, read_only=True) as con:
        found = {}
        for table in TABLES:
            if table.scope in ("document", "internal") or table.name == "ledger":
                schema = "ops" if table.name == "ledger" else "store"
                key = ", ".join(table.key)
                found[table.name] = con.execute(
                    f"SELECT count(*), count(DISTINCT ({key})) FROM {schema}.{table.name}"
                ).fetchone()
    return found


@BOTH
@pytest.mark.slow
def test_writers_of_the_same_new_documents_double_nothing(shared_lake, tmp_path):
    with open_warehouse(shared_lake):
        pass
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, FOLDERS))}
    command = [sys.executable, "-c", WRITER, str(shared_lake), str(tmp_path / "work")]
    writers = [subprocess.Popen([*command, f"run-{n}"], env=environment) for n in range(2)]
    assert [writer.wait(600) for writer in writers] == [0, 0]
    counted = count_keys(shared_lake)
    assert counted["documents"] == counted["ledger"] == (8, 8)
    assert all(rows == keys for rows, keys in counted.values()), counted
    with open_warehouse(shared_lake, read_only=True) as con:
        numbers = con.execute("SELECT publication_no FROM ops.publications ORDER BY 1").fetchall()
    assert numbers == [(1,), (2,), (3,), (4,)]


@contextmanager
def hold_nothing(con, wait_seconds=0.0):
    yield True


@BOTH
def test_who_writes_past_the_lock_conflicts_and_does_it_again(shared_lake, tmp_path, monkeypatch):
    """The row of the writer finds out what no lock held back."""
    monkeypatch.setattr(transaction, "hold_writing", hold_nothing)
    batches = [stage_same(tmp_path, f"run-{n}")[0] for n in range(2)]
    tried = []
    with open_warehouse(shared_lake) as one, open_warehouse(shared_lake) as other:

        def interrupt(*arguments):
            if not tried:
                publish_batch(other, batches[1:], "run-1", RESOLVERS, NOW)
            tried.append(1)
            return RESOLVERS.find_copies(*arguments)

        publish_batch(one, batches[:1], "run-0", replace(RESOLVERS, find_copies=interrupt), NOW)
    assert len(tried) == 2
    assert count_keys(shared_lake)["documents"] == (4, 4)


@BOTH
def test_a_writer_waits_for_another_one(shared_lake):
    with open_warehouse(shared_lake) as one, open_warehouse(shared_lake) as other:
        with hold_writing(one) as is_shared:
            assert is_shared
            with pytest.raises(WarehouseLockedError, match="nothing is lost"), hold_writing(other, 0.2):
                pass
        with hold_writing(other, 0.2):
            pass


def test_conflicts_without_end_are_told(database, monkeypatch):
    monkeypatch.setattr(transaction, "FIRST_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(transaction, "MOST_ATTEMPTS", 3)
    tried = []

    def conflict():
        tried.append(1)
        raise duckdb.TransactionException("Transaction conflict - somebody else")

    with open_warehouse(database) as con:
        with pytest.raises(WarehouseLockedError, match="3 times"):
            transaction.run_transaction(con, conflict)
        with pytest.raises(duckdb.ParserException):
            transaction.run_transaction(con, lambda: con.execute("SELEKT"))
    assert len(tried) == 3


def test_two_that_change_the_writer_row_conflict(database):
    with open_warehouse(database) as one, open_warehouse(database) as other:
        for con in (one, other):
            con.begin()
            mark_writer(con)
        one.commit()
        with pytest.raises(duckdb.Error) as caught:
            other.commit()
    assert is_conflict(caught.value)


def test_runs_of_other_writers_are_left_alone(database):
    with open_warehouse(database) as con:
        for run_id, writer in (("run-1", "a"), ("run-2", "b"), ("run-3", "a")):
            start_run(con, replace(RUN, run_id=run_id, parameters=f'{{"writer": "{writer}"}}'))
        assert {r.run_id: r.status for r in read_runs(con)} == {
            "run-1": "crashed", "run-2": "running", "run-3": "running",
        }  # fmt: skip
