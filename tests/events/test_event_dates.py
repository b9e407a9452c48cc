"""Dates of events that the sentence gives by distance or by the day on which they were said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from transforms.actors.find import find_actors
from transforms.dates.find import find_time_expressions
from transforms.events.find import find_events

# text, event type, first day of the event (published on 20 November 2019)
_CASES = [
    ("The vote comes a day after Mali released two hostages.", "RETREAT", "2019-11-19"),
    ("The strike came three weeks after Chad attacked the port of Aden.", "ASSAULT", "2019-10-28"),
    ("The vote comes 18 years after Chad invaded Libya.", "ASSAULT", "2001-01-01"),
    ("The talks follow days after an attack by Chad on Aden.", "ASSAULT", None),
    ("Iran said on Monday it will not attend the talks.", "REJECT", "2019-11-18"),
    ("Chad condemned the coup in Mali on Friday.", "ACCUSE", "2019-11-15"),
    ("The turn came in late 2016, when Mali gave Chad money as Chad crushed the protests.", "COERCE", "2016"),
    (
        "Chad withdrew from the pact in May. Mali rejected claims that it had armed rebels.",
        "REJECT",
        "2019-11-20",
    ),
    ("In May, Chad attacked Aden. The soldiers later arrested five men.", "COERCE", "2019-05"),
    ("Mali blamed Chad for the deaths in the April 2017 landslide.", "ACCUSE", "2019-11-20"),
    ("Police in Mali arrested two men over the May 2018 robbery.", "COERCE", "2019-11-20"),
    ("Mali on Monday condemned the May 2018 attack on Aden.", "ACCUSE", "2019-11-18"),
    ("Chad and Mali signed the May 2018 treaty on fishing.", "SUPPORT", "2018-05"),
    ("Police in Mali said on Tuesday that three men had been arrested.", "COERCE", "2019-11"),
]


@pytest.mark.parametrize(("text", "event_type", "day"), _CASES, ids=[c[0][:45] for c in _CASES])
def test_event_date(parse: Any, text: str, event_type: str, day: str | None) -> None:
    parsed = parse(text, published="2019-11-20")
    found = find_events(parsed, find_actors(parsed), find_time_expressions(parsed), ())
    event = next(e for e in found.events if e.event_type == event_type)
    assert event.date_start is None if day is None else str(event.date_start).startswith(day)


def test_a_year_of_publication_leaves_nothing_behind(parse: Any) -> None:
    text = "Chad withdrew from the pact on 3 May 2019. Mali rejected claims that it had armed rebels."
    parsed = replace(parse(text, published="2019-01-01"), published_precision="year")
    found = find_events(parsed, find_actors(parsed), find_time_expressions(parsed), ())
    assert {str(e.date_start) for e in found.events if e.event_type == "REJECT"} == {"2019-05-03"}
