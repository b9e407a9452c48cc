"""Two Dask workers, one killed, against the local pool: the same rows, and what each batch costs more.

    PYTHONPATH=tests/cluster python tests/benchmarks/scale_dask.py [--documents 2000] [--batch 200]

Draws documents from the paragraphs of a corpus and runs them through two processes of the local pool; then,
into another data folder, through two Dask workers, each a process with a scratch folder of its own, of which
one is killed with signal 9 once a third of the documents is done. Compares every table, row by row, without
what names the run. Per batch it tells the seconds of work, and those that sending it there and back took;
the exit code is 1 where rows differ or the latter are above 10 % of the former.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import mean
from typing import Any

from cluster_processes import ClusterProcesses, kill
from throughput import SAMPLE, multiply

from flows.cluster.dask_pool import BatchTimes
from flows.landing.run_request import RunRequest
from flows.progress import Progress
from flows.runs.pipeline import run_pipeline
from flows.runs.pools import count_threads
from flows.runs.run_report import RunReport
from flows.runs.steps import make_plain_steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from schemas.ddl import qualified_name
from schemas.registry import DOCUMENT_TABLES, INTERNAL_TABLES, TABLE_BY_NAME, WAREHOUSE_TABLES
from warehouse.connect import open_warehouse

WORKERS = 2
MOST_OVERHEAD = 0.10
VOLATILE = ("run_id", "loaded_at", "processed_at")


class Timekeeper(logging.Handler):
    """Keeps the times of batches that the pool logs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.batches: list[BatchTimes] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep those that are times."""
        for value in record.args if isinstance(record.args, tuple) else ():
            if isinstance(value, BatchTimes):
                self.batches.append(value)


class Killer(Progress):
    """Kills a worker once so many documents are done."""

    def __init__(self, cluster: ClusterProcesses, after: int) -> None:
        self._cluster = cluster
        self._left = after
        self._lock = threading.Lock()

    def advance(self, document_id: str) -> None:
        """A document is done."""
        with self._lock:
            self._left -= 1
            if self._left == 0:
                print("killing one of the two workers with signal 9", flush=True)
                kill(self._cluster.workers[0])


def main() -> None:
    """Measure, compare, print."""
    options = read_options()
    log = logging.getLogger("flows.cluster.dask_pool")
    times = Timekeeper()
    log.addHandler(times)
    log.setLevel(logging.DEBUG)
    with tempfile.TemporaryDirectory(prefix="wiremill-scale-") as scratch:
        folder = Path(scratch)
        corpus = multiply(options.corpus, folder / "corpus" / "scale.jsonl", options.documents)
        base = Settings(workers=WORKERS, batch_documents=options.batch or max(1, options.documents // 10))
        base = base.override(report=False)
        local = base.override(data=folder / "local")
        print(f"local pool: {run(local, corpus, Progress())}", flush=True)
        with ClusterProcesses(folder) as cluster:
            for _ in range(WORKERS):
                cluster.start_worker()
            remote = base.override(data=folder / "dask", engine="dask", address=cluster.address)
            print(f"Dask:       {run(remote, corpus, Killer(cluster, options.documents // 3))}", flush=True)
        differing = compare_tables(local, remote)
    is_cheap = tell_overhead(times.batches)
    sys.exit(0 if is_cheap and not differing else 1)


def read_options() -> argparse.Namespace:
    """Options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--batch", type=int, default=0, help="documents of a batch (a tenth of them)")
    parser.add_argument("--corpus", type=Path, default=SAMPLE)
    return parser.parse_args()


def run(settings: Settings, corpus: Path, progress: Progress) -> str:
    """One run; tells documents, failures and seconds."""
    begun = time.monotonic()
    request = RunRequest(settings, (SourceDeclaration("scale", str(corpus)),))
    report: RunReport = run_pipeline(request, make_plain_steps(count_threads(settings)), progress)
    seconds = time.monotonic() - begun
    speed = report.published_count / seconds
    return (
        f"{report.published_count:,} documents published, {report.failed_count} failed,"
        f" {seconds:,.0f} s, {speed:.1f} a second"
    )


def compare_tables(one: Settings, other: Settings) -> int:
    """Compare all rows of two warehouses; returns how many tables differ."""
    differing = 0
    ledgers = TABLE_BY_NAME["ledger"], TABLE_BY_NAME["template_lines"]
    for table in (*DOCUMENT_TABLES, *INTERNAL_TABLES, *WAREHOUSE_TABLES, *ledgers):
        here, there = (read_table(settings, qualified_name(table)) for settings in (one, other))
        is_same = here == there
        differing += not is_same
        print(f"  {table.name:<22} {len(here):>9,} rows  {'the same' if is_same else 'DIFFERENT'}")
    print(f"tables that differ: {differing}")
    return differing


def read_table(settings: Settings, name: str) -> list[Any]:
    """All rows in the order of all their columns, without what names the run."""
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        columns = [d[0] for d in con.execute(f"SELECT * FROM {name} LIMIT 0").description]
        kept = ", ".join(f'"{column}"' for column in columns if column not in VOLATILE)
        return con.execute(f"SELECT {kept} FROM {name} ORDER BY ALL").fetchall()


def tell_overhead(batches: list[BatchTimes]) -> bool:
    """Print what the batches took on average; returns whether the way there and back is cheap."""
    parts = {
        part: mean(getattr(b, part) for b in batches)
        for part in ("packing", "fetching", "working", "sending", "taking")
    }
    told = ", ".join(f"{part} {seconds:.2f} s" for part, seconds in parts.items())
    share = sum(seconds for part, seconds in parts.items() if part != "working") / parts["working"]
    print(f"{len(batches)} batches, on average: {told}")
    print(f"overhead: {share:.1%} of the work (allowed: {MOST_OVERHEAD:.0%})")
    return share <= MOST_OVERHEAD


if __name__ == "__main__":
    main()
