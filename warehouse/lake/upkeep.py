"""Upkeep of a lake: rows from the catalogue into files, small files into large ones, old snapshots away."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from schemas.ddl import qualified_name
from schemas.registry import TABLES
from warehouse.errors import LakeError
from warehouse.lake.address import LakeAddress
from warehouse.lake.session import ALIAS, open_lake
from warehouse.lake.writer import hold_writing

KEPT_DAYS = 7
# Files that no snapshot names are kept this long: a reader or a writer may just be at them.
_QUIET_HOURS = 24
# Each in a session of its own: after some errors of an extension a session is of no more use.
_REWRITES = (
    f"CALL ducklake_flush_inlined_data('{ALIAS}')",
    f"CALL ducklake_rewrite_data_files('{ALIAS}', delete_threshold => 0.1)",
    f"CALL ducklake_merge_adjacent_files('{ALIAS}')",
)


@dataclass(frozen=True, slots=True)
class LakeSize:
    """Files of the current snapshot, their bytes, and the snapshots that can be read."""

    file_count: int
    byte_count: int
    snapshot_count: int


@dataclass(frozen=True, slots=True)
class LakeUpkeep:
    """The lake before and after, and what DuckLake could not do: the rows stand as they were."""

    before: LakeSize
    after: LakeSize
    left_undone: tuple[str, ...]


def tend_lake(address: LakeAddress, kept_days: int = KEPT_DAYS) -> LakeUpkeep:
    """Rewrite what is scattered; then drop snapshots older than `kept_days`, and their files.

    The rows are compared before each rewriting is committed. Readers go on; writers wait.

    Raises:
        LakeError: the lake can't be reached.
        WarehouseLockedError: others write all the time.
    """
    before = measure_lake(address)
    left_undone = []
    for statement in _REWRITES:
        try:
            _rewrite(address, statement)
        except (duckdb.Error, LakeError) as error:
            left_undone.append(f"{statement}: {str(error).splitlines()[0]}")
    with open_lake(address) as con, hold_writing(con):
        for statement in (
            f"CALL ducklake_expire_snapshots('{ALIAS}', older_than => now() - INTERVAL '{kept_days} days')",
            f"CALL ducklake_cleanup_old_files('{ALIAS}', older_than => {_before_quiet()})",
            f"CALL ducklake_delete_orphaned_files('{ALIAS}', older_than => {_before_quiet()})",
        ):
            con.execute(statement).fetchall()
    return LakeUpkeep(before, measure_lake(address), tuple(left_undone))


def measure_lake(address: LakeAddress) -> LakeSize:
    """How large the lake is."""
    with open_lake(address, read_only=True) as con:
        row = con.execute(
            "SELECT coalesce(sum(file_count + delete_file_count), 0)::BIGINT,"
            " coalesce(sum(file_size_bytes + delete_file_size_bytes), 0)::BIGINT,"
            f" (SELECT count(*) FROM ducklake_snapshots('{ALIAS}')) FROM ducklake_table_info('{ALIAS}')"
        ).fetchone()
    return LakeSize(*row) if row else LakeSize(0, 0, 0)


def _before_quiet() -> str:
    return f"now() - INTERVAL '{_QUIET_HOURS} hours'"


def _rewrite(address: LakeAddress, statement: str) -> None:
    with open_lake(address) as con, hold_writing(con):
        con.begin()
        before = _digest_rows(con)
        con.execute(statement).fetchall()
        after = _digest_rows(con)
        if changed := [name for name, digest in before.items() if after[name] != digest]:
            con.rollback()
            raise LakeError(f"it would have changed the rows of {', '.join(changed)}")
        con.commit()


def _digest_rows(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int, int]]:
    """Count and digest of the rows of every table, whatever their order."""
    digests = {}
    for name in map(qualified_name, TABLES):
        row = con.execute(f"SELECT count(*), bit_xor(hash(t)), sum(hash(t)) FROM {name} AS t").fetchone()
        digests[name] = row or (0, 0, 0)
    return digests
