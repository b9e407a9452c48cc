"""How long the report of many documents takes to open, against a page that holds nothing.

    python tests/benchmarks/report_opening.py [--documents 5000] [--release FOLDER] [--keep FOLDER]

Multiplies the documents of a release (default: a run on the bundled sample) with new ids, titles and, for
every tenth copy, new actors; writes their report and opens it in headless Chromium from the file system. The
time is from asking for the page until it shows what its address says, and half a second more for what it
draws when it stands; each view is opened anew, the median counts. Processor time is that of all processes of
the browser: it tells the same whatever else the machine does. What counts is the ratio to a page without
content: seconds alone mean this machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "tests" / "report"), str(ROOT / "tests" / "benchmarks")]

from open_pages import Pages, find_browser, start_browser  # noqa: E402
from throughput import list_children  # noqa: E402

from flows.landing.run_request import RunRequest  # noqa: E402
from flows.landing.source_choice import sample_source  # noqa: E402
from flows.report.build_report import write_report_files  # noqa: E402
from flows.runs.pipeline import run_pipeline  # noqa: E402
from flows.runs.steps import make_plain_steps  # noqa: E402
from flows.settings import Settings  # noqa: E402
from warehouse.reporting.report_data import Dataset, ReportData, Row, read_report_data  # noqa: E402

COPIES_PER_ACTOR = 10
TURNS = 3
LATER = 0.5  # seconds in which a page that stands counts the other kinds and draws its charts
ALLOWED_SECONDS = 3.0
EMPTY_PAGE = (
    '<!doctype html><html lang="en"><title>Empty</title><main id="main" data-address=""></main></html>'
)


def multiply(data: ReportData, count: int) -> ReportData:
    """So many documents with their rows; all that is counted over all documents stays as it is."""
    copies = range(-(-count // max(1, len(data.articles))))
    index = {name: _multiply_dataset(dataset, copies) for name, dataset in data.index.items()}
    articles = {
        _rename(document_id, "document_id", copy): {
            kind: [_rename_row(row, data.article_columns[kind], copy) for row in rows]
            for kind, rows in kinds.items()
        }
        for copy in copies
        for document_id, kinds in data.articles.items()
    }
    return replace(data, index=index, articles=articles)


def _multiply_dataset(dataset: Dataset, copies: range) -> Dataset:
    chosen = copies[::COPIES_PER_ACTOR] if dataset.columns[0] == "actor_id" else copies
    rows = [_rename_row(row, dataset.columns, copy) for copy in chosen for row in dataset.rows]
    return replace(dataset, rows=rows)


def _rename_row(row: Row, columns: tuple[str, ...], copy: int) -> Row:
    return tuple(_rename(value, column, copy) for value, column in zip(row, columns, strict=True))


def _rename(value: Any, column: str, copy: int) -> Any:
    if isinstance(value, list):
        return [_rename(one, column.removesuffix("s"), copy) for one in value]
    if not isinstance(value, str):
        return value
    if column in ("actor_id", "recipient_id", "speaker_id", "of_actor_id"):
        return f"{value}~{copy // COPIES_PER_ACTOR}"
    if column.endswith("_id"):
        return f"{value}~{copy}"
    return f"{value} {copy}" if column == "title" else value


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds until a view is drawn, and those that processors worked for it."""

    seconds: float
    processor_seconds: float


def time_opening(pages: Pages, address: str) -> Opening:
    """Open a view, the page loaded anew."""
    pages.driver.get("about:blank")
    start, worked = time.perf_counter(), read_processor_time(pages.driver.service.process.pid)
    pages.open(address)
    seconds = time.perf_counter() - start
    time.sleep(LATER)
    return Opening(seconds, read_processor_time(pages.driver.service.process.pid) - worked)


def take_median(pages: Pages, address: str) -> Opening:
    """The median of some openings."""
    turns = [time_opening(pages, address) for _ in range(TURNS)]
    return Opening(
        statistics.median(turn.seconds for turn in turns),
        statistics.median(turn.processor_seconds for turn in turns),
    )


def read_processor_time(pid: int) -> float:
    """Seconds that a process and all that came of it have worked."""
    ticks, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
        waiting += list_children(one)
    return ticks / os.sysconf("SC_CLK_TCK")


def choose_views(data: ReportData) -> dict[str, str]:
    """Names and addresses of the views that are timed."""
    documents = data.index["documents"].rows
    actors = data.index["actors"].rows
    return {
        "overview": "#/",
        "search, words": "#/search?kind=events&q=president",
        "search, all": "#/search?kind=figures",
        "article": f"#/document/{documents[len(documents) // 2][0]}",
        "actor": f"#/actor/{actors[0][0].replace('/', '%2F')}",
    }


def run_sample(folder: Path) -> Path:
    """The release of a run on the bundled sample."""
    settings = Settings(data=folder, workers=0, report=False)
    run_pipeline(RunRequest(settings, (sample_source(),)), make_plain_steps())
    return settings.releases_path / "current"


def measure(pages: Pages, views: dict[str, str], count: int) -> None:
    """Open each view and print its time beside that of an empty page."""

    blank = take_median(Pages(pages.driver, pages.release / "empty"), "")
    print(f"report of {count:,} documents, opened from the file system: seconds, processor seconds, ratios")
    print(f"  {'empty page':<15}{blank.seconds:6.2f} {blank.processor_seconds:6.2f}")
    for name, address in views.items():
        one = take_median(pages, address)
        more = one.processor_seconds - blank.processor_seconds
        print(
            f"  {name:<15}{one.seconds:6.2f} {one.processor_seconds:6.2f}"
            f" {one.seconds / blank.seconds:6.1f} {one.processor_seconds / blank.processor_seconds:6.1f}"
            f"  {'under' if more < ALLOWED_SECONDS else 'OVER'} {ALLOWED_SECONDS:.0f} s more than empty"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--release", type=Path)
    parser.add_argument("--keep", type=Path, help="write the report here, and leave it")
    options = parser.parse_args()
    found = find_browser()
    if found is None:
        print("opening of the report: no chromium and chromedriver here, left out")
        return
    with tempfile.TemporaryDirectory(prefix="wiremill-report-") as scratch:
        release = options.release or run_sample(Path(scratch) / "data")
        data = multiply(read_report_data(release / "wiremill.duckdb", options.documents), options.documents)
        folder = options.keep or Path(scratch)
        written = write_report_files(data, folder / "report", options.documents, None)
        print(f"{written.article_count:,} articles, {written.data_bytes / 1e6:.1f} MB of data")
        empty = folder / "empty" / "report"
        empty.mkdir(parents=True, exist_ok=True)
        (empty / "index.html").write_text(EMPTY_PAGE, encoding="utf-8")
        driver = start_browser(*found, Path(scratch) / "profile")
        try:
            measure(Pages(driver, folder), choose_views(data), options.documents)
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
