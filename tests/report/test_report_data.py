"""What is read for the report: counts over all documents, rows of the newest ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import small_warehouse as small
from make_report import make_report

from warehouse.query import run_query
from warehouse.reporting.report_data import FOLDER, read_report_data


def test_counts_are_of_all_documents_and_rows_of_the_newest(tmp_path: Path) -> None:
    release = make_report(tmp_path, [*small.build_articles(), small.build_accusation()], document_limit=2)
    data = read_report_data(release / "wiremill.duckdb", 2)
    [totals] = data.overview["totals"].rows
    assert dict(zip(data.overview["totals"].columns, totals, strict=True))["documents"] == 4
    assert len(data.index["documents"].rows) == len(data.articles) == 2
    newest = [row[2] for row in data.index["documents"].rows]
    assert newest[0] == "2024-05-25"
    assert newest == sorted(newest, reverse=True)


def test_totals_count_what_the_lists_show(tmp_path: Path) -> None:
    articles = [*small.build_articles(), small.build_accusation()]
    events = [event for article in articles for event in article.rows.get("events", [])]
    for article in articles:
        told = article.rows.get("events", [])
        article.rows["events"] = [replace(e, is_sure=e.event_id != events[-1].event_id) for e in told]
    data = read_report_data(make_report(tmp_path, articles, document_limit=500) / "wiremill.duckdb", 500)
    [totals] = data.overview["totals"].rows
    counted = dict(zip(data.overview["totals"].columns, totals, strict=True))
    figures = data.index["figures"]
    minor = figures.columns.index("is_minor")
    assert counted["events"] == len(data.index["events"].rows) == len(events) - 1
    assert counted["figures"] == sum(1 for row in figures.rows if not row[minor])


def test_sql_of_the_overview_runs_as_it_stands(report: Path) -> None:
    database = report / "wiremill.duckdb"
    for name, dataset in read_report_data(database, 500).overview.items():
        answer = run_query(database, dataset.sql, None)
        assert answer.names == dataset.columns, name
        assert len(answer.rows) == len(dataset.rows), name
        assert dataset.title.endswith((".", ")")), name


def test_values_are_plain_json(report: Path) -> None:
    data = read_report_data(report / "wiremill.duckdb", 500)
    for dataset in (*data.overview.values(), *data.index.values()):
        json.dumps(dataset.rows, allow_nan=False)


def test_a_dropped_line_stands_before_the_next_kept_one(report: Path) -> None:
    data = read_report_data(report / "wiremill.duckdb", 500)
    columns = data.article_columns["dropped"]
    places = {
        row[columns.index("text")]: row[columns.index("before_char")]
        for article in data.articles.values()
        for row in article["dropped"]
    }
    assert places["Subscribe for 10 dollars a month"] is None  # the last line


def test_each_kind_of_rows_begins_with_its_document() -> None:
    for path in (FOLDER / "articles").glob("*.sql"):
        first = path.read_text(encoding="utf-8").split("SELECT ", 2)[-1]
        assert first.replace("DISTINCT ", "").split(",")[0].split(".")[-1] == "document_id", path.name
