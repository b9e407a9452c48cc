"""Each list of cues beside a sentence that needs it and one that holds its words and does not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from test_quote_finding import make_actors

from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.yaml_data import read_yaml
from transforms.quotes.cues import CueLexicon, load_cues
from transforms.quotes.find import find_quotes

CASES: dict[str, dict[str, str]] = read_yaml(Path(__file__).with_name("cue_cases.yaml"))
NAMES = ("Anna Berg", "Norland")


def test_every_list_has_its_sentences() -> None:
    assert set(CASES) == {field.name for field in fields(CueLexicon)}


@pytest.mark.parametrize("name", CASES)
def test_the_list_decides(
    name: str, parse: Callable[..., ParsedDocument], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = CASES[name]["yes"], CASES[name]["no"]
    found = [_find(text, parse) for text in texts]
    _empty_list(name, monkeypatch)
    without = [_find(text, parse) for text in texts]
    assert found[0] != without[0]
    assert found[1] == without[1]


def _empty_list(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cues = load_cues()
    less: Any = {name: type(getattr(cues, name))()}
    for module in [m for key, m in sys.modules.items() if key.startswith("transforms.quotes.")]:
        if hasattr(module, "load_cues"):
            monkeypatch.setattr(module, "load_cues", lambda: replace(cues, **less))


def _find(text: str, parse: Callable[..., ParsedDocument]) -> list[tuple[object, ...]]:
    parsed = parse(text)
    actors = make_actors(parsed, {"who": [name for name in NAMES if name in text]})
    return [
        (q.text, q.direct, q.speaker_id, q.speaker_mention_id, q.channel) for q in find_quotes(parsed, actors)
    ]
