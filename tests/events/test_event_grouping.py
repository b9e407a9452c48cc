"""Mentions of one event are grouped, in any order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from schemas.identity import EventRecord
from transforms.events.rows.grouping import group_events

_DAY = date(2024, 5, 3)


def _record(number: int, **changes: object) -> EventRecord:
    base = EventRecord(
        event_id=f"ev-{number}",
        document_id=f"doc-{number}",
        story_id=f"story-{number}",
        sentence_no=0,
        event_type="CONSULT",
        trigger="met",
        status="actual",
        date_start=_DAY,
        date_end=_DAY,
        place_country_code=None,
        actor_ids=("country/KEN", "country/TZA"),
        recipient_ids=(),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_same_meeting_in_two_articles_is_one_group() -> None:
    groups = group_events([_record(1), _record(2, trigger="held talks")])
    assert groups["ev-1"] == groups["ev-2"]


def test_other_day_type_status_or_party_is_another_event() -> None:
    other = [
        _record(2, date_start=date(2024, 5, 4), date_end=date(2024, 5, 4)),
        _record(3, event_type="AGREE"),
        _record(4, status="planned"),
        _record(5, actor_ids=("country/KEN", "country/UGA")),
    ]
    groups = group_events([_record(1), *other])
    assert len(set(groups.values())) == 5


def test_undated_mention_joins_only_inside_its_story() -> None:
    undated = {"date_start": None, "date_end": None}
    groups = group_events(
        [_record(1, story_id="s"), _record(2, story_id="s", **undated), _record(3, story_id="t", **undated)]
    )
    assert groups["ev-1"] == groups["ev-2"] != groups["ev-3"]


def test_undated_mention_of_two_dated_events_stays_apart() -> None:
    second = date(2024, 5, 4)
    records = [
        _record(1, story_id="s"),
        _record(2, story_id="s", date_start=second, date_end=second),
        _record(3, story_id="s", date_start=None, date_end=None),
    ]
    assert len(set(group_events(records).values())) == 3


def test_single_party_needs_the_same_word() -> None:
    alone = {"actor_ids": ("country/KEN",)}
    records = [_record(1, **alone), _record(2, **alone), _record(3, trigger="negotiated", **alone)]
    groups = group_events(records)
    assert groups["ev-1"] == groups["ev-2"] != groups["ev-3"]


def test_order_does_not_matter() -> None:
    records = [_record(n, story_id=f"s{n % 3}", date_start=_DAY if n % 2 else None) for n in range(12)]
    shuffled = records[:]
    random.Random(1).shuffle(shuffled)
    assert group_events(records) == group_events(shuffled)
