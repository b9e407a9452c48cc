"""Who speaks, in texts whose actors the program finds itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.actors.find import find_actors
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.find import find_quotes

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("speakers.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_names_the_speaker(case: dict[str, Any], parse: Callable[..., ParsedDocument]) -> None:
    parsed = parse(case["text"])
    actors = find_actors(parsed)
    found = find_quotes(parsed, actors)
    assert len(found) == len(case["quotes"])
    for quote, (speaker, start) in zip(found, case["quotes"], strict=True):
        actor = actors.actor_by_key.get(quote.speaker_id or "")
        assert (actor.name if actor is not None else None) == speaker
        assert quote.text.startswith(start)
