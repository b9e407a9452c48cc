"""Event rows: spans, parties, dates, places and what they are worth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from schemas.events import Event
from transforms.actors.find import find_actors
from transforms.dates.find import find_time_expressions
from transforms.events.find import find_events
from transforms.events.findings import EventFindings
from transforms.events.ontology import describe_type, load_ontology
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.find import find_quotes

Parse = Callable[..., ParsedDocument]


def _code(parsed: ParsedDocument) -> EventFindings:
    actors = find_actors(parsed)
    return find_events(parsed, actors, find_time_expressions(parsed), find_quotes(parsed, actors))


def _first(findings: EventFindings, event_type: str) -> Event:
    return next(e for e in findings.events if e.event_type == event_type)


def test_sixteen_types_with_quad_class_and_root() -> None:
    assert len(load_ontology()) == 16
    assert describe_type("SANCTION", "expel").quad_class == 4
    assert describe_type("ACCUSE", "investigate").cameo_root == "09"
    assert describe_type("AID", "release").mode is None


def test_date_stated_in_the_clause(parse: Parse) -> None:
    parsed = parse("Norway and Sweden signed the treaty on 4 March 1998.", published="2024-05-24")
    event = _first(_code(parsed), "SUPPORT")
    assert (event.date_start, event.date_method, event.date_text) == (
        date(1998, 3, 4),
        "text",
        "4 March 1998",
    )


def test_undated_event_happened_on_the_day_of_the_article(parse: Parse) -> None:
    parsed = parse(
        "Norway accused Russia of sabotage on Tuesday. Finland condemned Russia as well.",
        published="2024-05-24",
    )
    condemned = next(e for e in _code(parsed).events if e.trigger == "condemned")
    assert condemned.date_start == date(2024, 5, 21)
    assert condemned.date_method == "relative"


def test_nothing_is_dated_in_an_undated_text(parse: Parse) -> None:
    event = _first(_code(parse("Norway accused Russia of sabotage.")), "ACCUSE")
    assert event.date_start is None
    assert event.date_method == "none"


def test_future_and_background_stay_undated(parse: Parse) -> None:
    parsed = parse("Norway will send tents to Chad. Peru had attacked Chile.", published="2024-05-24")
    assert {e.date_start for e in _code(parsed).events} == {None}


def test_place_of_the_clause(parse: Parse) -> None:
    event = _first(_code(parse("Police arrested nine students in Nairobi.")), "COERCE")
    assert (event.place_text, event.place_country_code) == ("Nairobi", "KEN")


def test_speaker_of_a_reported_event(parse: Parse) -> None:
    event = _first(_code(parse("Kenya said on Monday that Somalia had attacked the port.")), "ASSAULT")
    assert event.speaker_id == "country/KEN"


@pytest.mark.parametrize("text", ["Norway and Sweden met in Oslo.", "Norway held talks with Sweden in Oslo."])
def test_a_meeting_has_actors_and_no_recipient(parse: Parse, text: str) -> None:
    findings = _code(parse(text))
    assert {(p.role, p.actor_id) for p in findings.participants} == {
        ("actor", "country/NOR"),
        ("actor", "country/SWE"),
    }


def test_rows_are_unique_and_deterministic(parse: Parse) -> None:
    text = "Kenya accused Somalia of an attack. Somalia denied the charge and expelled two diplomats."
    first, second = _code(parse(text)), _code(parse(text))
    assert first == second
    assert len({e.event_id for e in first.events}) == len(first.events)
    assert all(0 < e.confidence < 1 for e in first.events)


def test_a_repeated_sentence_is_coded_once(parse: Parse) -> None:
    text = "Kenya accused Somalia of an attack.\nKenya accused Somalia of an attack."
    assert len(_code(parse(text)).events) == 1


def test_empty_text_has_no_events(parse: Parse) -> None:
    assert _code(parse("Weather.")) == EventFindings()
