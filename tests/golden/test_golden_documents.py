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
    expected = json.loads((HERE / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(summaries[name], ensure_ascii=False)) == expected
