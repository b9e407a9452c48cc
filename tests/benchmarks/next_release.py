"""What the release after one new document costs: seconds and bytes, on a warehouse of some size.

    python tests/benchmarks/next_release.py make FOLDER [--documents 400] [--months 24] [--corpus FOLDER]
    python tests/benchmarks/next_release.py measure FOLDER [--full]

`make` runs the pipeline on documents drawn from a corpus, published over so many months, and keeps the
warehouse as it is before and after one more. `measure` releases the one and then the other; files that the
second shares with the first were not written. The same folder may be measured with another version.
"""

from __future__ import annotations

import argparse
import inspect
import json
import shutil
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from throughput import SAMPLE, multiply

from flows.landing.run_request import RunRequest
from flows.runs.pipeline import run_pipeline
from flows.runs.steps import make_plain_steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from warehouse.release.export import export_release

BEFORE, AFTER = "before.duckdb", "after.duckdb"
FIRST_YEAR = 2023
NOW = datetime(2026, 1, 1)
TRIES = 3


def main() -> None:
    """Make or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=("make", "measure"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--corpus", type=Path, default=SAMPLE)
    parser.add_argument("--full", action="store_true", help="write all files anew")
    options = parser.parse_args()
    if options.step == "make":
        make(options.folder, options.corpus, options.documents, options.months)
    else:
        measure(options.folder, options.full)


def make(folder: Path, corpus: Path, documents: int, months: int) -> None:
    """Keep the warehouse of so many documents, and of one more."""
    settings = Settings(data=folder / "data", workers=1, report=False)
    for name, first, count in ((BEFORE, 0, documents), (AFTER, documents, 1)):
        drawn = multiply(corpus, folder / "corpus" / f"{first}.jsonl", count, first)
        records = [json.loads(line) for line in drawn.read_text("utf-8").splitlines()]
        for record in records:
            month = record["id"] % months
            record["published"] = f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02}-{record['id'] % 28 + 1:02}"
        drawn.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        request = RunRequest(settings, (SourceDeclaration(f"bench-{first}", str(drawn)),))
        run_pipeline(request, make_plain_steps(1))
        shutil.copy(settings.warehouse_path, folder / name)


def measure(folder: Path, is_full: bool) -> None:
    """Print the costs of the second release; the time is the least of some tries."""
    full = {"full": True} if is_full and "full" in inspect.signature(export_release).parameters else {}
    times = []
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            warehouse, target = Path(scratch) / "warehouse.duckdb", Path(scratch) / "published"
            shutil.copy(folder / BEFORE, warehouse)
            first = export_release(warehouse, target, NOW)
            shutil.copy(folder / AFTER, warehouse)
            start = time.perf_counter()
            second = export_release(warehouse, target, NOW + timedelta(hours=1), **full)
            times.append(time.perf_counter() - start)
            sizes = count_bytes(second.folder, first.folder)
    print(f"{second.row_counts['documents']:,} documents; release after one more: {min(times):.2f} s")
    for (kind, is_shared), (count, size) in sorted(sizes.items()):
        print(f"  {kind:9} {'shared' if is_shared else 'written':8} {count:>4} files {size:>12,} bytes")


def count_bytes(folder: Path, before: Path) -> dict[tuple[str, bool], tuple[int, int]]:
    """Files and bytes of a release by kind, and whether it shares them with the one before."""
    old = {path.stat().st_ino for path in before.rglob("*") if path.is_file()}
    counts: Counter[tuple[str, bool]] = Counter()
    bytes_of: Counter[tuple[str, bool]] = Counter()
    for path in folder.rglob("*"):
        if path.is_file():
            kind = "parquet" if path.suffix == ".parquet" else path.name.split(".")[-1]
            key = (kind, path.stat().st_ino in old)
            counts[key] += 1
            bytes_of[key] += path.stat().st_size
    return {key: (counts[key], bytes_of[key]) for key in counts}


if __name__ == "__main__":
    main()
