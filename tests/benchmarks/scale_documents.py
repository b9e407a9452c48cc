"""What a thousand documents cost as the warehouse grows: landing, audit, publishing, release; no extraction.

    python tests/benchmarks/scale_documents.py [--documents 100000] [--runs 10] [--publish 1000] [--day 250]

Some hundred articles are extracted once; their shards stay in the folder of templates. Each document is a
variant of one of them (`varied_documents`), with names, countries, words and a day of its own, so that no two
are copies. They come in as a source yields them and go through the pipeline's own steps, in runs of equal
size into one warehouse; a second process puts varied rows where the extractors' rows would be. Tells seconds
and processor seconds of each step per 1,000 documents, run by run, how much of the release was written and
not shared with the one before, and the peak memory of the main process; last, what writing the whole release
anew takes. The exit code is 1 where the last run takes over 30 % more processor seconds for its documents
than the first (landing, audit and publishing; releases are told apart), or the memory goes beyond 1 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from throughput import MemoryWatch
from varied_documents import DOCUMENTS_A_DAY, Template, Variants, read_templates

from flows.landing.plan import PlanFolder, read_batch, write_dead_letters
from flows.landing.planning import plan_run
from flows.landing.raw_store import RawStore, to_raw_document
from flows.landing.run_request import RunRequest
from flows.runs import execution
from flows.runs.pipeline import run_pipeline
from flows.runs.stages import export_published
from flows.runs.steps import Steps, make_plain_steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from flows.workers.batch_job import BatchJob
from flows.workers.worker_pool import PoolSettings, WorkerPool
from schemas.ledger import LedgerEntry
from transforms.documents.template_memory import list_template_lines
from warehouse.release.export import Release
from warehouse.stage import write_shards

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "training" / "data" / "own.jsonl"
TEMPLATES = ROOT / "build" / "scale" / "templates"
MOST_GROWTH = 0.30
MOST_MEMORY = 1 << 30
NOW = datetime(2026, 1, 1)
STEPS = ("landing", "audit", "publishing", "release")


class Clock:
    """Adds up seconds, and seconds of this process's processor time, by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.processor: dict[str, float] = defaultdict(float)

    @contextmanager
    def measure(self, step: str) -> Iterator[None]:
        """Time a block."""
        begun = time.perf_counter(), time.process_time()
        yield
        self.seconds[step] += time.perf_counter() - begun[0]
        self.processor[step] += time.process_time() - begun[1]

    def time(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*arguments: Any, **named: Any) -> Any:
            with self.measure(step):
                return function(*arguments, **named)

        return timed


@dataclass(frozen=True, slots=True)
class EvenPace:
    """Publishes whenever so many documents wait, as a run does that has much to extract."""

    publish: int

    def __call__(self, document_count: int) -> EvenPace:
        return self

    def is_due(self, staged_count: int) -> bool:
        """Whether so many staged documents should be published now."""
        return staged_count >= self.publish

    @contextmanager
    def follow(self, staged_count: int) -> Iterator[None]:
        """Nothing depends on what it took."""
        yield


def main() -> None:
    """Measure, print, judge."""
    options = read_options()
    make_templates(options.templates, options.articles)
    execution.PublishingPace = EvenPace(options.publish)  # type: ignore[assignment,misc]
    scratch = options.data or Path(tempfile.mkdtemp(prefix="wiremill-scale-"))
    try:
        is_fine = run_all(options, scratch)
    finally:
        if options.data is None:
            shutil.rmtree(scratch, ignore_errors=True)
    sys.exit(0 if is_fine else 1)


def read_options() -> argparse.Namespace:
    """Options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--publish", type=int, default=1_000, help="documents of a publication")
    parser.add_argument("--day", type=int, default=DOCUMENTS_A_DAY, help="documents of a day")
    parser.add_argument("--no-release", action="store_true", help="leave releases out")
    parser.add_argument("--articles", type=int, default=200, help="articles that are extracted once")
    parser.add_argument("--templates", type=Path, default=TEMPLATES)
    parser.add_argument(
        "--data", type=Path, default=None, help="data folder to keep (default: a scratch one)"
    )
    return parser.parse_args()


def make_templates(folder: Path, count: int) -> None:
    """Extract the first articles of the corpus, unless it was done before."""
    if list(folder.glob("*/documents.parquet")):
        return
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="wiremill-templates-") as scratch:
        corpus = Path(scratch) / "articles.jsonl"
        corpus.write_text("".join(_read_articles(count)), encoding="utf-8")
        workers = os.cpu_count() or 1
        settings = Settings(data=Path(scratch) / "data", workers=workers, batch_documents=20)
        request = RunRequest(settings, (SourceDeclaration("templates", str(corpus)),))
        plan = PlanFolder(make_plain_steps().plan(request, "run-templates", "templates", NOW))
        raw = settings.raw_place
        jobs = [
            BatchJob(b, folder / b.stem, plan.templates, raw, "auto", "run-templates", "1", NOW)
            for b in plan.list_batches()
        ]
        with WorkerPool(PoolSettings(workers)) as pool, ThreadPoolExecutor(workers) as threads:
            list(threads.map(pool.run, jobs))
    print(f"{count} articles extracted in {time.monotonic() - begun:,.0f} s", flush=True)


def _read_articles(count: int) -> Iterator[str]:
    with CORPUS.open(encoding="utf-8") as lines:
        for line, _ in zip(lines, range(count), strict=False):
            told = json.loads(line)
            title, *sentences = told["sentences"]
            article = {"id": told["id"], "title": title, "text": "\n".join(sentences)}
            yield json.dumps(article | {"published": told.get("published")}) + "\n"


def run_all(options: argparse.Namespace, folder: Path) -> bool:
    """All runs; returns whether time and memory stay within bounds."""
    size = options.documents // options.runs
    variants = load_variants(options.templates, options.day)
    costs: list[float] = []
    peaks: list[int] = []
    print("per 1,000 documents: seconds (processor seconds of the main process)")
    heads = "".join(f"{step:>18}" for step in STEPS)
    print(f"run  documents{heads}   written of release   peak memory, main", flush=True)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        for number in range(options.runs):
            corpus = folder / "corpus" / f"part-{number:03}.jsonl"
            write_corpus(corpus, variants, number * size, size)
            clock, watch = Clock(), MemoryWatch()
            watch.start()
            published = run_part(options, folder, corpus, executor, clock)
            watch.stop()
            corpus.unlink()
            written = "" if options.no_release else tell_written(folder / "data")
            tell_run(number, published, clock, written, watch.peak_main)
            costs.append(sum(clock.processor[step] for step in STEPS[:-1]) / published)
            peaks.append(watch.peak_main)
    if not options.no_release:
        tell_full_release(folder / "data")
    growth = costs[-1] / costs[0] - 1
    print(
        "processor seconds of landing, audit and publishing, last run against first:"
        f" {growth:+.0%} (allowed: +{MOST_GROWTH:.0%})"
    )
    print(f"peak memory of the main process: {max(peaks) >> 20:,} MB (allowed: {MOST_MEMORY >> 20:,} MB)")
    return growth <= MOST_GROWTH and max(peaks) <= MOST_MEMORY


def tell_written(data: Path) -> str:
    """How many MB of the newest release no other release shares, and how many it has."""
    files = [p.stat() for p in (data / "published" / "current").resolve().rglob("*") if p.is_file()]
    own, whole = (sum(f.st_size for f in found) for found in ([f for f in files if f.st_nlink == 1], files))
    return f"{own / 1e6:,.1f} of {whole / 1e6:,.1f} MB"


def tell_full_release(data: Path) -> None:
    """Print what a release takes of which every file is written anew."""
    clock = Clock()
    with clock.measure("release"):
        export_published(Settings(data=data, workers=0, report=False), force=True, full=True)
    print(
        f"release with all files anew: {tell_written(data)}, {clock.processor['release']:.1f} s of processor"
    )


def tell_run(number: int, published: int, clock: Clock, written: str, peak: int) -> None:
    """Print a line."""
    thousands = published / 1000
    cells = (f"{clock.seconds[s] / thousands:.2f} ({clock.processor[s] / thousands:.2f})" for s in STEPS)
    print(
        f"{number + 1:>3} {published:>10,}"
        + "".join(f"{c:>18}" for c in cells)
        + f" {written:>20} {peak >> 20:>16,} MB",
        flush=True,
    )


def write_corpus(path: Path, variants: Variants, first: int, count: int) -> None:
    """The articles of a run as JSONL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for number in range(first, first + count):
            lines.write(json.dumps(variants.write_record(number), ensure_ascii=False) + "\n")


def run_part(
    options: argparse.Namespace, folder: Path, corpus: Path, executor: ProcessPoolExecutor, clock: Clock
) -> int:
    """One run of the pipeline; returns how many documents it published."""
    settings = Settings(data=folder / "data", workers=0, report=False)
    plain = make_plain_steps()

    def start(job: BatchJob, _: object) -> Future[Path]:
        return executor.submit(vary_batch, job, options.templates, options.day)

    steps = Steps(
        plan=clock.time("landing", plan_run),
        start_transform=start,
        audit=clock.time("audit", plain.audit),
        publish=clock.time("publishing", plain.publish),
        export=_leave_out if options.no_release else clock.time("release", plain.export),
    )
    report = run_pipeline(RunRequest(settings, (SourceDeclaration("scale", str(corpus)),)), steps)
    if report.failures:
        raise RuntimeError(f"{len(report.failures)} documents failed: {report.failures[0]}")
    return report.published_count


def _leave_out(*_: Any, **__: Any) -> Release:
    return Release(Path(), Path(), Path(), Path(), {}, is_new=False)


def vary_batch(job: BatchJob, templates: Path, a_day: int) -> Path:
    """Write shards of varied rows for the documents of a batch (in the second process)."""
    variants, store = load_variants(templates, a_day), RawStore(job.raw)
    rows: dict[str, list[Any]] = defaultdict(list)
    for landed in read_batch(job.batch):
        content = store.read_content(landed.raw_sha256)
        number = int(json.loads(content)["id"])
        own = variants.write_rows(number, landed.document_id, landed.source, landed.uri)
        own["documents"] = [
            replace(d, raw_sha256=landed.raw_sha256, run_id=job.run_id, loaded_at=job.loaded_at)
            for d in own["documents"]
        ]
        own["template_lines"] = list(list_template_lines(to_raw_document(landed, content)))
        own["ledger"] = [
            LedgerEntry(
                source=landed.source, uri=landed.uri, document_id=landed.document_id,
                raw_sha256=landed.raw_sha256, settings_sha256=landed.settings_sha256,
                extractor_version=job.extractor_version, revision=1, run_id=job.run_id,
                processed_at=job.loaded_at, metadata=landed.settings_json,
            )
        ]  # fmt: skip
        for name, found in own.items():
            rows[name] += found
    write_dead_letters(job.failures, [])
    return write_shards(job.shards, rows)


@lru_cache(maxsize=1)
def load_variants(folder: Path, a_day: int) -> Variants:
    """What makes variants of the templates of a folder."""
    templates: list[Template] = read_templates(folder)
    return Variants(templates, a_day)


if __name__ == "__main__":
    main()
