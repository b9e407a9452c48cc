"""Write the report: pages, their scripts, and data as scripts, for pages from files can't fetch.

report/index.html                the page
report/pages/, report/vendor/    its scripts and styles
report/data/overview.js          counts over all documents
report/data/index/TABLE.js       rows of the newest documents, to search in
report/data/articles/ID.js       text and rows of one of them
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.report.compact_rows import WORD_COLUMNS, WordList, compact_article, compact_index, number_index
from warehouse.reporting.report_data import Dataset, ReportData, read_report_data

FOLDER = Path(__file__).parent
REPORT_FOLDER = "report"
PART_SUFFIX = ".part"
ATLAS = "countries-110m.json"


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The page to open, how many articles it holds in full, and the bytes of all its data."""

    page: Path
    article_count: int
    data_bytes: int


def build_report(
    database: str | Path, folder: str | Path, document_limit: int, raw_folder: str | None = None
) -> WrittenReport:
    """Write the report of a published copy to a folder, which is replaced whole.

    `raw_folder` is the raw store relative to the folder of all releases (`../raw`); without it articles show
    only the hash of their raw text.

    Raises:
        WarehouseMissingError: there is no such copy.
        FileExistsError: the folder holds something else than a report.
    """
    return write_report_files(read_report_data(database, document_limit), folder, document_limit, raw_folder)


def write_report_files(
    data: ReportData, folder: str | Path, document_limit: int, raw_folder: str | None
) -> WrittenReport:
    """Write the report of what was read; the folder is replaced whole.

    Raises:
        FileExistsError: the folder holds something else than a report.
    """
    folder = Path(folder)
    _refuse_foreign(folder)
    part = folder.with_name(folder.name + PART_SUFFIX)
    shutil.rmtree(part, ignore_errors=True)
    _copy_pages(part)
    size = _write_data(part / "data", data, document_limit, raw_folder)
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(part, folder)
    return WrittenReport(folder / "index.html", len(data.articles), size)


def _refuse_foreign(folder: Path) -> None:
    is_ours = (folder / "data" / "overview.js").exists() or not folder.exists()
    if not is_ours and (folder.is_file() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there and is no report; name another folder")


def _copy_pages(part: Path) -> None:
    shutil.copytree(FOLDER / "pages", part / "pages", ignore=shutil.ignore_patterns("index.html"))
    shutil.copytree(FOLDER / "vendor", part / "vendor", ignore=shutil.ignore_patterns(ATLAS))
    shutil.copyfile(FOLDER / "pages" / "index.html", part / "index.html")
    for name in ("articles", "index"):
        (part / "data" / name).mkdir(parents=True)


def _write_data(folder: Path, data: ReportData, document_limit: int, raw_folder: str | None) -> int:
    words, positions = WordList(), number_index(data.index)
    size = 0
    for name, table in compact_index(data.index, positions, words).items():
        size += _write_script(folder, f"index/{name}", table)
    for document_id, article in data.articles.items():
        compact = compact_article(article, data.article_columns, positions["actors"], words)
        size += _write_script(folder, f"articles/{document_id}", compact)
    overview = {
        "tables": {name: _describe(dataset) for name, dataset in data.overview.items()},
        "article_columns": data.article_columns,
        "word_columns": WORD_COLUMNS,
        "words": words.words,
        "index_counts": {name: _count_listed(dataset) for name, dataset in data.index.items()},
        "document_limit": document_limit,
        "raw_folder": raw_folder,
    }
    size += _write_script(folder, "overview", overview)
    _write_script(folder, "atlas", json.loads((FOLDER / "vendor" / ATLAS).read_text(encoding="utf-8")))
    return size


def _count_listed(dataset: Dataset) -> int:
    """Rows that a search lists: all but minor figures."""
    if "is_minor" not in dataset.columns:
        return len(dataset.rows)
    place = dataset.columns.index("is_minor")
    return sum(not row[place] for row in dataset.rows)


def _describe(dataset: Dataset) -> dict[str, Any]:
    return {"title": dataset.title, "columns": dataset.columns, "rows": dataset.rows, "sql": dataset.sql}


def _write_script(folder: Path, name: str, value: Any) -> int:
    """Write a call that hands the value, as JSON in a string, to the page; returns its bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    script = f"wiremill.put('{name}','{quoted}');\n".encode()
    (folder / f"{name}.js").write_bytes(script)
    return len(script)
