"""The sample articles give exactly the rows that were last reviewed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from summarise import summarise_sample

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in (HERE / "expected").glob("*.json"))


@pytest.fixture(scope="module")
def summaries(nlp: Language) -> dict[str, Any]:
    return {Path(name).stem: summary for name, summary in summarise_sample(nlp).items()}


def test_every_article_has_a_golden_file(summaries: dict[str, Any]) -> None:
    assert sorted(summaries) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_as_reviewed(name: str, summaries: dict[str, Any]) -> None:
    expected, found = read_expected(name), json.loads(json.dumps(summaries[name], ensure_ascii=False))
    assert leave_out_events(found) == leave_out_events(expected)


def test_nearly_all_events_are_as_reviewed(summaries: dict[str, Any]) -> None:
    """Processors round the reader's products differently, so that a score near a cut may fall beside it."""
    expected = {(name, line) for name in NAMES for line in read_expected(name).get("events", ())}
    found = {(name, line) for name in NAMES for line in summaries[name].get("events", ())}
    assert len(expected & found) >= 0.9 * max(len(expected), len(found))


def read_expected(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((HERE / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return expected


def leave_out_events(summary: dict[str, Any]) -> dict[str, Any]:
    """All but the events, and the groups that were made for their parties."""
    kept = {key: value for key, value in summary.items() if key != "events"}
    if "actors" in kept:
        kept["actors"] = [actor for actor in kept["actors"] if not actor.startswith("group/")]
    return kept
