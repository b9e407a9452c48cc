"""One series over articles: what each value is said to be, by whom, and what replaced it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from row_builder import NOW, Article, join_rows
from small_warehouse import RESOLVERS

from warehouse.auditing.audit import audit_batch
from warehouse.connect import open_warehouse
from warehouse.publishing.publish import publish_batch
from warehouse.stage import write_shards


def _tell(uri: str, words: str, value: float, on: date, publisher: str, **more: Any) -> Article:
    opening = "x" * ord(uri[0])  # else the stand-in takes texts with words of the same lengths for copies
    text = f"{opening} Peru's exports were ${words}."
    article = Article(uri=uri, text=text, published_on=on, publisher=publisher)
    article.actor("country/PER", "Peru", "PER", reference_id="country/PER")
    told = {
        "dimension": "money", "party_id": "country/PER", "period_start": date(2023, 1, 1),
        "period_end": date(2023, 12, 31),
    }  # fmt: skip
    article.figure(f"${words}", value, "USD", "export", **told | more)
    return article


@pytest.fixture
def exports(database: Path, tmp_path: Path) -> Path:
    """A value, another source's, a correction of the first, a forecast and a change."""
    ahead = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    articles = [
        _tell("a.txt", "70 billion", 70e9, date(2024, 5, 1), "Alpha"),
        _tell("b.txt", "60 billion", 60e9, date(2024, 5, 2), "Beta"),
        _tell("c.txt", "62 billion", 62e9, date(2024, 5, 3), "Alpha", replaces_value=70e9, basis="revised"),
        _tell(
            "d.txt",
            "80 billion",
            80e9,
            date(2024, 5, 4),
            "Beta",
            **ahead,
            basis="target",
            due_end=ahead["period_end"],
        ),
        _tell("e.txt", "5 billion", 5e9, date(2024, 5, 5), "Beta", change="decrease", measure_kind="change"),
    ]
    with open_warehouse(database) as con:
        for number, article in enumerate(articles):
            shards = write_shards(tmp_path / f"batch-{number}", join_rows([article]))
            publish_batch(con, [audit_batch(shards, "run-1", number, 1, None, NOW)], "run-1", RESOLVERS, NOW)
    return database


def _ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_warehouse(path, read_only=True) as con:
        return con.execute(sql).fetchall()


def test_points_say_what_they_are_and_what_replaced_them(exports: Path) -> None:
    rows = _ask(
        exports,
        "SELECT signed_value / 1e9, said_as, corrected_value / 1e9, previous_value / 1e9, period_precision,"
        " party FROM figure_points ORDER BY said_on",
    )
    assert rows == [
        (70, "actual", 62, None, "year", "Peru"),
        (60, "actual", None, None, "year", "Peru"),
        (62, "revised", None, 70, "year", "Peru"),
        (80, "target", None, None, "year", "Peru"),
        (-5, "actual", None, None, "year", "Peru"),
    ]


def test_a_corrected_value_contradicts_nobody(exports: Path) -> None:
    rows = _ask(
        exports, "SELECT about, item, one_says, one_source, other_says, other_source FROM disagreements"
    )
    assert rows == [("value", "export", "62000000000.0 USD", "Alpha", "60000000000.0 USD", "Beta")]


def test_a_series_has_its_newest_value(exports: Path) -> None:
    rows = _ask(
        exports,
        "SELECT measure, measure_kind, party, point_count, source_count, newest_words FROM indicators"
        " ORDER BY 2",
    )
    assert rows == [
        ("export", "change", "Peru", 1, 1, "$5 billion"),
        ("export", "level", "Peru", 4, 2, "$62 billion"),
    ]
    corrected = _ask(exports, "SELECT value / 1e9 FROM indicator_series WHERE is_corrected")
    assert corrected == [(70,)]


def test_a_value_that_is_due_stands_among_the_plans(exports: Path) -> None:
    rows = _ask(exports, "SELECT kind, what, who, due_end, state FROM plans_ahead")
    assert rows == [("figure", "export $80 billion", "Peru", date(2025, 12, 31), "open")]
