"""Participants and status of events, by class of construction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.actors.find import find_actors
from transforms.dates.find import find_time_expressions
from transforms.events.find import find_events
from transforms.quotes.find import find_quotes

_CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("party_sentences.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:40])
def test_parties(parse: Any, case: dict[str, Any]) -> None:
    parsed = parse(case["text"], published="2024-05-24")
    actors = find_actors(parsed)
    found = find_events(parsed, actors, find_time_expressions(parsed), find_quotes(parsed, actors))
    if case["type"] == "none":
        assert found.events == ()
        return
    event_type, _, mode = case["type"].partition("/")
    event = next(e for e in found.events if e.event_type == event_type and mode in {"", e.event_mode})
    names: dict[str, set[str]] = {"actor": set(), "recipient": set()}
    for p in found.participants:
        if p.event_id == event.event_id:
            names[p.role].add(actors.actor_by_key[p.actor_id].name)
    assert set(case.get("actors", ())) <= names["actor"]
    assert set(case.get("recipients", ())) <= names["recipient"]
    assert not set(case.get("not", ())) & (names["actor"] | names["recipient"])
    assert event.status == case.get("status", event.status)


def test_date_explained_by_when(parse: Any) -> None:
    parsed = parse("The turn came in late 2020, when Chad arrested Ana Ruiz.", published="2024-05-24")
    found = find_events(parsed, find_actors(parsed), find_time_expressions(parsed), ())
    arrest = next(e for e in found.events if e.event_type == "COERCE")
    assert arrest.date_start is not None
    assert arrest.date_start.year == 2020
