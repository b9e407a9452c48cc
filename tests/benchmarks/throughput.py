"""How fast the whole pipeline is against the bare language model, and how much memory a long run takes.

    python tests/benchmarks/throughput.py [--documents 600] [--workers 2] [--long 10000] [--corpus FOLDER]

Draws documents from the paragraphs of a corpus (the bundled sample, or a folder of texts), runs the
pipeline without Prefect (sources, cleaning, extraction, audit, publishing, export), then sends the clean
texts that it published through `nlp.pipe` of the same model, loaded as its own package loads it, with the
same number of processes. The time until each worker has loaded its model and word lists is told apart: the
bare model's isn't counted either.
With --long it runs up to that many documents in addition and prints the peak memory of the main process
and of its workers for growing numbers of documents: the peak must not grow with them.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from flows.landing.run_request import RunRequest
from flows.progress import Progress
from flows.runs.pipeline import run_pipeline
from flows.runs.run_report import RunReport
from flows.runs.steps import make_plain_steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from warehouse.connect import open_warehouse

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "flows" / "sample"
PARAGRAPHS = 14
MANY = 150_000
WARM_UP = 10  # documents of each worker, after which all that is loaded once has been loaded
BARE = """
import sys, time
from importlib import import_module
from transforms.language.model import find_model
from transforms.language.parse import split_paragraphs
nlp = import_module(find_model("auto")).load()
texts = [p for t in open(sys.argv[1], encoding="utf-8").read().split("\\0") for p in split_paragraphs(t) if p]
list(nlp.pipe(texts[:40], batch_size=32))
start = time.perf_counter()
for doc in nlp.pipe(texts, batch_size=32):
    pass
print(time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Documents and words in so many seconds."""

    documents: int
    words: int
    seconds: float

    def leave_out(self, documents: int, seconds: float) -> Speed:
        """Without the first documents."""
        rest = self.documents - documents
        return Speed(rest, self.words * rest // self.documents, self.seconds - seconds)

    def __truediv__(self, other: Speed) -> float:
        return (self.words / self.seconds) / (other.words / other.seconds)

    def __str__(self) -> str:
        return (
            f"{self.documents:>7,} documents {self.words:>10,} words {self.seconds:>8.1f} s"
            f" {self.documents / self.seconds:>8.1f} documents/s {self.words / self.seconds:>9,.0f} words/s"
        )


class Stopwatch(Progress):
    """Notes when each document is begun."""

    def __init__(self) -> None:
        self.begun: list[float] = []

    def advance(self, document_id: str) -> None:
        """A worker turns to a document."""
        self.begun.append(time.perf_counter())


class MemoryWatch(threading.Thread):
    """Samples the resident memory of this process and of its children."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak_main = 0
        self.peak_worker = 0
        self._is_over = threading.Event()

    def run(self) -> None:
        """Sample until stopped."""
        while not self._is_over.wait(0.2):
            self.peak_main = max(self.peak_main, read_memory(os.getpid()))
            for child in list_children(os.getpid()):
                self.peak_worker = max(self.peak_worker, read_memory(child))

    def stop(self) -> None:
        """Sample no more."""
        self._is_over.set()
        self.join()


def main() -> None:
    """Measure and print."""
    logging.basicConfig(level=logging.WARNING)
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="wiremill-bench-") as scratch:
        folder = Path(scratch)
        if options.memory_of:
            measure_memory_of(options, folder)
            return
        corpus = multiply(options.corpus, folder / "corpus" / "bench.jsonl", options.documents)
        pipeline, warm_up, texts, report = run_whole(corpus, folder / "data", options.workers)
        bare = run_bare(texts, folder, options.workers)
        steady = pipeline.leave_out(*warm_up)
        print(
            f"one run of the pipeline, {options.workers} worker(s), against nlp.pipe on the same clean text"
        )
        print(f"pipeline  {pipeline}")
        print(f"  once warm {steady}")
        print(f"nlp.pipe  {bare}")
        print(f"start: {warm_up[1]:.1f} s for the first {warm_up[0]} documents")
        print(
            f"share of the bare model's speed: {steady / bare:.0%} once warm (needed 60 %, goal 85 %),"
            f" {pipeline / bare:.0%} with the start"
        )
        days = MANY / (steady.documents / steady.seconds) / 86_400
        print(f"{MANY:,} such documents take {days:.2f} days (needed: less than 1)")
        print(f"documents failed: {report.failed_count}")
        if options.long:
            measure_memory(options)


def read_options() -> argparse.Namespace:
    """Options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--workers", type=int, default=Settings().workers)
    parser.add_argument("--long", type=int, default=0, help="documents of the memory run (10000)")
    parser.add_argument("--memory-of", type=int, default=0, help="measure the memory of one run, no speed")
    parser.add_argument("--corpus", type=Path, default=SAMPLE)
    return parser.parse_args()


def multiply(corpus: Path, path: Path, count: int, first: int = 0) -> Path:
    """Write so many different documents as JSONL, each of paragraphs drawn from the texts of a folder.

    Each is of a publisher of its own: what many pages of one publisher repeat would be boilerplate.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    pool = [line for text in sorted(corpus.rglob("*.txt")) for line in list_paragraphs(text)]
    with path.open("w", encoding="utf-8") as lines:
        for number in range(first, first + count):
            drawn = random.Random(number).sample(pool, min(len(pool), PARAGRAPHS))
            closing = f"The council of district {number} will meet again on Thursday."
            text = "\n\n".join([f"Report number {number}", *drawn, closing])
            record = {"id": number, "text": text, "publisher": f"Paper {number}", "published": "2024-05-02"}
            lines.write(json.dumps(record) + "\n")
    return path


def list_paragraphs(path: Path) -> list[str]:
    """Paragraphs of some length of an English text (the corpus also holds broken files)."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return []
    return [line for line in text.split("\n") if len(line) > 100 and " the " in line]


def run_whole(
    corpus: Path, data: Path, workers: int
) -> tuple[Speed, tuple[int, float], list[str], RunReport]:
    """Run the pipeline; the time is that of the whole run.

    Second come the documents that warmed it up and the seconds until they were done.
    """
    settings = Settings(data=data, workers=workers)
    request = RunRequest(settings, (SourceDeclaration("bench", str(corpus)),))
    start = time.perf_counter()
    watch = Stopwatch()
    report = run_pipeline(request, make_plain_steps(workers), watch)
    seconds = time.perf_counter() - start
    count = min(WARM_UP * workers, len(watch.begun) - 1)
    warm_up = (count, watch.begun[count] - start)
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        texts = [t for (t,) in con.execute("SELECT text FROM documents ORDER BY document_id").fetchall()]
    return Speed(len(texts), sum(len(t.split()) for t in texts), seconds), warm_up, texts, report


def run_bare(texts: list[str], folder: Path, workers: int) -> Speed:
    """The bare model on the same texts, in as many processes at once; loading is not counted."""
    parts = []
    for number in range(workers):
        part = folder / f"part-{number}"
        part.write_text("\0".join(texts[number::workers]), "utf-8")
        parts.append(part)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

    def run_one(part: Path) -> float:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", BARE, str(part)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return float(done.stdout)

    with ThreadPoolExecutor(workers) as pool:
        seconds = max(pool.map(run_one, parts))
    return Speed(len(texts), sum(len(t.split()) for t in texts), seconds)


def measure_memory(options: argparse.Namespace) -> None:
    """Runs of growing size, each in a process of its own; each prints its peaks."""
    for count in (options.long // 25, options.long // 4, options.long // 2, options.long):
        subprocess.run(
            [
                *(sys.executable, "-W", "ignore", __file__, "--memory-of", str(count)),
                *("--workers", str(options.workers), "--corpus", str(options.corpus)),
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True,
        )


def measure_memory_of(options: argparse.Namespace, folder: Path) -> None:
    """One run on a new warehouse; prints its peaks."""
    count = options.memory_of
    corpus = multiply(options.corpus, folder / "long.jsonl", count, first=1_000_000)
    watch = MemoryWatch()
    watch.start()
    settings = Settings(data=folder / "long-data", workers=options.workers)
    start = time.perf_counter()
    run_pipeline(
        RunRequest(settings, (SourceDeclaration(f"long-{count}", str(corpus)),)),
        make_plain_steps(options.workers),
    )
    watch.stop()
    print(
        f"run of {count:,} documents: {time.perf_counter() - start:,.0f} s,"
        f" peak {watch.peak_main >> 20:,} MB main process, {watch.peak_worker >> 20:,} MB a worker",
        flush=True,
    )


def list_children(pid: int) -> list[int]:
    """Child processes (of any thread)."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in listed.read_text().split()]
        except OSError:
            continue
    return found


def read_memory(pid: int) -> int:
    """Resident memory in bytes."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


if __name__ == "__main__":
    main()
