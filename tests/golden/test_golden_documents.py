"""The sample articles give exactly the rows that were last reviewed."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in (HERE / "expected").glob("*.json"))


@pytest.fixture(scope="module")
def summaries(nlp: Language) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("summarise", HERE / "summarise.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {Path(name).stem: summary for name, summary in module.summarise_sample(nlp).items()}


def test_every_article_has_a_golden_file(summaries: dict[str, Any]) -> None:
    assert sorted(summaries) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_as_reviewed(name: str, summaries: dict[str, Any]) -> None:
    expected = json.loads((HERE / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(summaries[name], ensure_ascii=False)) == expected
