"""The twelve questions of analysts, each a shipped query, answered right on a part of the stories."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from warehouse.query import QUERY_FOLDER, read_sample_queries, run_query

QUESTIONS = {
    "who met whom": "who_met_whom",
    "what changed in trade": "trade_figures",
    "what was promised by whom and for when": "promised_by_whom",
    "one actor's timeline": "timeline_of_an_actor",
    "conflicting numbers between articles": "disagreements_between_sources",
    "one indicator over time": "one_indicator_over_time",
    "one person's quotes on a topic": "quotes_of_a_person",
    "events by country and month": "events_by_country_and_month",
    "planned ahead": "plans_ahead",
    "what was dropped and why": "dropped_as_boilerplate",
    "provenance of one row to the raw bytes": "provenance_of_an_event",
    "full-text search": "sentences_with_words",
}
PART = ("brenthal-talks", "ghana-inflation", "kazakh-wheat", "philippines-australia-exercise")


@pytest.mark.parametrize("name", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_is_answered_by_twelve_lines_at_most(name: str) -> None:
    lines = (QUERY_FOLDER / f"{name}.sql").read_text(encoding="utf-8").strip().splitlines()
    assert lines[0].startswith("-- ")
    assert lines[0].endswith("?")
    assert len(lines) - 1 <= 12


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four stories, run through the whole pipeline."""
    from run_stories import read_stories, run_pipeline

    chosen = [story for story in read_stories("develop") if story["story_id"] in PART]
    return run_pipeline(chosen, tmp_path_factory.mktemp("stories"))


def _ask(path: Path, name: str, **instead: str) -> list[dict[str, Any]]:
    """The answer to a shipped query, with other words in place of those that its comment calls an example."""
    sql = read_sample_queries()[name].sql
    for example, word in instead.items():
        assert example in sql
        sql = sql.replace(example, word)
    found = run_query(path, sql, None)
    return [dict(zip(found.names, row, strict=True)) for row in found.rows]


@pytest.mark.slow
def test_the_stories_answer_the_questions(warehouse: Path) -> None:
    met = {
        str(row["met_on"])
        for row in _ask(warehouse, "who_met_whom")
        if "Armenia" in (row["one"], row["other"])
    }
    assert "2026-02-24" in met

    trade = {row["value"] for row in _ask(warehouse, "trade_figures")}
    assert {4.3e9, 4.6e9} <= trade

    promised = _ask(warehouse, "promised_by_whom")
    assert any(row["who"] == "Kazakhstan" and "promised" in row["words"] for row in promised)

    timeline = _ask(warehouse, "timeline_of_an_actor", Belarus="Azerbaijan")
    assert ["2026-02-24", "AGREE"] in [[str(row["from_day"]), row["deed_type"]] for row in timeline]

    quarrels = _ask(warehouse, "disagreements_between_sources")
    numbers = {frozenset({row["one_says"], row["other_says"]}) for row in quarrels}
    assert frozenset({"4300000000.0 USD", "4600000000.0 USD"}) in numbers

    inflation = _ask(warehouse, "one_indicator_over_time", trade="inflation")
    points = {(str(row["period_start"]), row["signed_value"]) for row in inflation}
    assert {("2026-01-01", 11.5), ("2026-02-01", 10.3), ("2026-03-01", 9.4)} <= points

    said = _ask(warehouse, "quotes_of_a_person", Lukashenko="Prempeh", trade="rice")
    assert any("second bag of rice" in row["words"] for row in said)

    by_month = _ask(warehouse, "events_by_country_and_month")
    assert any(
        (str(row["month"]), row["country_code"], row["deed_type"]) == ("2026-02-01", "AZE", "CONSULT")
        for row in by_month
    )

    ahead = {str(row["due_start"]) for row in _ask(warehouse, "plans_ahead")}
    assert {"2026-03-17", "2026-05-20"} <= ahead

    assert all(row["reason"] for row in _ask(warehouse, "dropped_as_boilerplate"))

    for row in _ask(warehouse, "provenance_of_an_event"):
        assert row["raw_sha256"]
        assert row["raw_start"] < row["raw_end"]

    found = _ask(warehouse, "sentences_with_words", **{"'trade', 'reached'": "'grain', 'wagons'"})
    assert {row["publisher"] for row in found} == {"Silk Line Business", "Steppe Economic Review"}
