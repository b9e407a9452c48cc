"""Sentences of every event type are coded as the table says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.actors.find import find_actors
from transforms.events.find import find_events

_CASES: dict[str, list[list[str]]] = yaml.safe_load(
    Path(__file__).with_name("coded_sentences.yaml").read_text(encoding="utf-8")
)


def _flatten() -> list[Any]:
    return [
        pytest.param(case, id=f"{rule}-{n}") for rule, cases in _CASES.items() for n, case in enumerate(cases)
    ]


@pytest.mark.parametrize("case", _flatten())
def test_sentence_is_coded(parse: Any, case: list[str]) -> None:
    text, expected, *rest = case
    parsed = parse(text, published="2024-05-24")
    actors = find_actors(parsed)
    found = find_events(parsed, actors, (), ())
    if expected == "none":
        assert found.events == ()
        return
    event_type, _, mode = expected.partition("/")
    hits = [e for e in found.events if e.event_type == event_type and mode in {"", e.event_mode}]
    assert hits, [(e.event_type, e.event_mode, e.trigger) for e in found.events]
    event = hits[0]
    for role, wanted in zip(("actor", "recipient"), rest, strict=False):
        names = {
            actors.actor_by_key[p.actor_id].name
            for p in found.participants
            if p.event_id == event.event_id and p.role == role
        }
        assert {w.strip() for w in wanted.split(";")} <= names
    if len(rest) == 3:
        assert event.status == rest[2]
    assert parsed.text[event.char_start : event.char_end] == event.text
    assert event.trigger in event.text
