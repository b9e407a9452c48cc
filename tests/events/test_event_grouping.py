"""Mentions of one event are grouped, in any order."""

from __future__ import annotations

import random
from datetime import date

from event_records import DAY, make_record

from transforms.events.rows.grouping import group_events


def test_same_meeting_in_two_articles_is_one_group() -> None:
    groups = group_events([make_record(1), make_record(2, trigger="held talks")])
    assert groups["ev-1"] == groups["ev-2"]


def test_other_day_type_status_or_party_is_another_event() -> None:
    other = [
        make_record(2, date_start=date(2024, 5, 4), date_end=date(2024, 5, 4)),
        make_record(3, event_type="AGREE"),
        make_record(4, status="planned"),
        make_record(5, actor_ids=("country/KEN", "country/UGA")),
    ]
    groups = group_events([make_record(1), *other])
    assert len(set(groups.values())) == 5


def test_undated_mention_joins_only_inside_its_story() -> None:
    undated = {"date_start": None, "date_end": None}
    groups = group_events(
        [
            make_record(1, story_id="s"),
            make_record(2, story_id="s", **undated),
            make_record(3, story_id="t", **undated),
        ]
    )
    assert groups["ev-1"] == groups["ev-2"] != groups["ev-3"]


def test_undated_mention_of_two_dated_events_stays_apart() -> None:
    second = date(2024, 5, 4)
    records = [
        make_record(1, story_id="s"),
        make_record(2, story_id="s", date_start=second, date_end=second),
        make_record(3, story_id="s", date_start=None, date_end=None),
    ]
    assert len(set(group_events(records).values())) == 3


def test_single_party_needs_the_same_word() -> None:
    alone = {"actor_ids": ("country/KEN",)}
    records = [
        make_record(1, **alone),
        make_record(2, **alone),
        make_record(3, trigger="negotiated", **alone),
    ]
    groups = group_events(records)
    assert groups["ev-1"] == groups["ev-2"] != groups["ev-3"]


def test_order_does_not_matter() -> None:
    records = [make_record(n, story_id=f"s{n % 3}", date_start=DAY if n % 2 else None) for n in range(12)]
    shuffled = records[:]
    random.Random(1).shuffle(shuffled)
    assert group_events(records) == group_events(shuffled)
