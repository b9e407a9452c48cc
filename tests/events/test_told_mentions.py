"""The order in which groups join, and what binds each of them to those that joined before."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from event_records import DAY, make_record

from transforms.events.rows.happenings import pack_mentions
from transforms.events.rows.told_mentions import ToldMentions

RECORDS = (
    make_record(1, date_start=None, date_end=None, published_on=DAY),
    make_record(2, published_on=DAY + timedelta(days=1)),
    make_record(3, published_on=DAY),
    make_record(4, published_on=DAY + timedelta(days=2)),
)
GROUPS = {"ev-1": "a", "ev-2": "b", "ev-3": "c", "ev-4": "c"}


def test_groups_join_by_known_days_and_reports_and_stay_together() -> None:
    told = ToldMentions(pack_mentions(RECORDS, GROUPS))
    ids = [told.packed.event_ids[row] for row in told.rows]
    assert ids == ["ev-3", "ev-4", "ev-2", "ev-1"]
    assert [told.list_places(group) for group in range(told.group_count)] == [
        range(2),
        range(2, 3),
        range(3, 4),
    ]


def test_only_happenings_that_are_there_bind_a_group() -> None:
    told = ToldMentions(pack_mentions(RECORDS, GROUPS))
    assert list(told.list_bonds(1, np.full(4, -1, np.int32))) == []
    bonds = told.list_bonds(1, np.array([7, 7, -1, -1], np.int32))
    assert {number for number, _, _ in bonds} == {7}
    assert list(told.list_bonds(0, np.array([7, 7, 8, 9], np.int32))) == []


def test_the_order_of_records_leaves_no_trace() -> None:
    one, other = pack_mentions(RECORDS, GROUPS), pack_mentions(RECORDS[::-1], GROUPS)
    assert one.event_ids == other.event_ids
    assert np.array_equal(one.groups, other.groups)
    assert np.array_equal(one.facts, other.facts)
