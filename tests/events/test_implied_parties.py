"""Parties that the article names and the sentence leaves out."""

from __future__ import annotations

from typing import Any

from transforms.actors.find import find_actors
from transforms.dates.find import find_time_expressions
from transforms.events.find import find_events


def _read_parties(parse: Any, text: str) -> list[tuple[str, set[str], set[str], int]]:
    parsed = parse(text, published="2024-05-24")
    actors = find_actors(parsed)
    found = find_events(parsed, actors, find_time_expressions(parsed), ())
    rows: list[tuple[str, set[str], set[str], int]] = []
    for event in found.events:
        names: dict[str, set[str]] = {"actor": set(), "recipient": set()}
        for party in found.participants:
            if party.event_id == event.event_id:
                names[party.role].add(actors.actor_by_key[party.actor_id].name)
        rows.append((event.event_type, names["actor"], names["recipient"], event.sentence_no))
    return rows


def test_a_deed_told_again_has_its_doer(parse: Any) -> None:
    text = "Chad arrested Ana Ruiz on Friday. The arrest of Ana Ruiz caused an outcry in Europe."
    rows = [r for r in _read_parties(parse, text) if r[0] == "COERCE"]
    assert [r[1] for r in rows] == [{"Chad"}, {"Chad"}]


def test_other_deeds_lend_nothing(parse: Any) -> None:
    text = "Chad attacked Libya in 2011. Libya was attacked in March 2019."
    rows = [r for r in _read_parties(parse, text) if r[0] == "ASSAULT"]
    assert [r[1] for r in rows] == [{"Chad"}, set()]


def test_a_march_is_directed_at_the_authorities_of_its_country(parse: Any) -> None:
    text = "Peru has a new tax law. Thousands of people marched in Lima on Thursday."
    assert ("PROTEST", {"Peruvian people"}, {"Peru"}, 1) in _read_parties(parse, text)


def test_official_deeds_are_those_of_the_state(parse: Any) -> None:
    text = "Ghana is shaken. The writer Ana Ruiz was jailed in Ghana on Monday."
    assert ("COERCE", {"Ghana"}, {"Ana Ruiz"}, 1) in _read_parties(parse, text)


def test_words_of_nobody_are_no_event_of_an_article(parse: Any) -> None:
    text = "Peru is quiet. It rained in Lima. They criticised it. Fans praised the songs."
    assert _read_parties(parse, text) == []
