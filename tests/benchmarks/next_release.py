"""What the release after one new document costs: seconds and bytes, on a warehouse of some size.

    python tests/benchmarks/next_release.py make FOLDER --warehouse data/warehouse.duckdb [--months 24]
    python tests/benchmarks/next_release.py measure FOLDER [--full]

`make` copies the documents of a warehouse (of the sample, for instance), with all their rows, once for each
month, and keeps the result as it is before and after one document more. `measure` releases the one and then
the other: files that the second release shares with the first were not written. The same folder may be
measured with another version.
"""

from __future__ import annotations

import argparse
import inspect
import shutil
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from schemas.declaration import ActorReference, Table
from schemas.registry import DOCUMENT_TABLES
from warehouse.connect import open_warehouse
from warehouse.release.export import export_release

BEFORE, AFTER = "before.duckdb", "after.duckdb"
FIRST_MONTH = "DATE '2023-01-15'"
NOW = datetime(2026, 1, 1)
# Ids that documents share; all others are of one document.
SHARED_IDS = frozenset({"actor_id", "wikidata_id", "reference_id", "indicator_id", "run_id"})


def main() -> None:
    """Make or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=("make", "measure"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--warehouse", type=Path, default=Path("data/warehouse.duckdb"))
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="write all files anew")
    options = parser.parse_args()
    if options.step == "make":
        make(options.folder, options.warehouse, options.months)
    else:
        measure(options.folder, options.tries, options.full)


def make(folder: Path, warehouse: Path, months: int) -> None:
    """Keep the warehouse of so many copies, and of one document more."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(warehouse, folder / BEFORE)
    with open_warehouse(folder / BEFORE) as con:
        for table in DOCUMENT_TABLES:
            con.execute(f"CREATE TEMP TABLE original_{table.name} AS FROM store.{table.name}")
            con.execute(f"DELETE FROM store.{table.name}")
        for month in range(months):
            add_copy(con, month, "TRUE")
    shutil.copy(folder / BEFORE, folder / AFTER)
    with open_warehouse(folder / AFTER) as con:
        for table in DOCUMENT_TABLES:
            con.execute(
                f"CREATE TEMP TABLE original_{table.name} AS FROM store.{table.name}"
                " WHERE document_id LIKE '%-0'"
            )
        add_copy(con, months - 1, "document_id = (SELECT max(document_id) FROM original_events)")
        con.execute("UPDATE main.actors SET document_count = document_count + 1")
        con.execute(
            "INSERT INTO ops.publications SELECT max(publication_no) + 1, 'one-more', 1, 1,"
            f" TIMESTAMP '{NOW}' FROM ops.publications"
        )


def add_copy(con: duckdb.DuckDBPyConnection, month: int, condition: str) -> None:
    """Add the original documents, published in this month, under ids of their own."""
    for table in DOCUMENT_TABLES:
        columns = ", ".join(copy_column(table, name, month) for name in (c.name for c in table.columns))
        con.execute(
            f"INSERT INTO store.{table.name} BY NAME SELECT {columns} FROM original_{table.name}"
            f" WHERE {condition}"
        )


def copy_column(table: Table, name: str, month: int) -> str:
    """What to select for a column of a copy."""
    is_id = (
        name.endswith("_id") and name not in SHARED_IDS and not table.column(name).has_rule(ActorReference)
    )
    if is_id or name in ("duplicate_of", "uri"):
        return f"{name} || '-{month}' AS {name}"
    if name == "published_on":
        return f"if({name} IS NULL, NULL, ({FIRST_MONTH} + INTERVAL {month} MONTH)::DATE) AS {name}"
    return name


def measure(folder: Path, tries: int, is_full: bool) -> None:
    """Print the costs of the second release; times are the least of some tries."""
    knows_full = "full" in inspect.signature(export_release).parameters
    full = {"full": True} if is_full and knows_full else {}
    times = []
    for _ in range(tries):
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            warehouse, target = Path(scratch) / "warehouse.duckdb", Path(scratch) / "published"
            shutil.copy(folder / BEFORE, warehouse)
            first = export_release(warehouse, target, NOW)
            shutil.copy(folder / AFTER, warehouse)
            start = (time.perf_counter(), time.process_time())
            second = export_release(warehouse, target, NOW + timedelta(hours=1), **full)
            times.append((time.process_time() - start[1], time.perf_counter() - start[0]))
            sizes = count_bytes(second.folder, first.folder)
    processor, wall = (min(values) for values in zip(*times, strict=True))
    print(
        f"{second.row_counts['documents']:,} documents; release after one more: {wall:.2f} s,"
        f" {processor:.2f} s of processor"
    )
    for (kind, is_shared), (count, size) in sorted(sizes.items()):
        print(f"  {kind:14} {'shared' if is_shared else 'written':8} {count:>4} files {size:>12,} bytes")


def count_bytes(folder: Path, before: Path) -> dict[tuple[str, bool], tuple[int, int]]:
    """Files and bytes of a release by kind, and whether it shares them with the one before."""
    old = {path.stat().st_ino for path in before.rglob("*") if path.is_file()}
    large = {table.name for table in DOCUMENT_TABLES if getattr(table, "is_by_month", False)}
    counts: Counter[tuple[str, bool]] = Counter()
    bytes_of: Counter[tuple[str, bool]] = Counter()
    for path in folder.rglob("*"):
        if path.is_file():
            kind = path.suffix if path.suffix != ".parquet" else "other parquet"
            if path.stem in (large or LARGE):
                kind = "large tables"
            key = (kind, path.stat().st_ino in old)
            counts[key] += 1
            bytes_of[key] += path.stat().st_size
    return {key: (counts[key], bytes_of[key]) for key in counts}


# Of a version that doesn't declare them.
LARGE = frozenset(
    {"documents", "blocks", "sentences", "mentions", "events", "figures", "quotes", "time_expressions"}
)


if __name__ == "__main__":
    main()
