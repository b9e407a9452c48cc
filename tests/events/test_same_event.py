"""Which reports tell one event though they word, date and name it differently, and which do not."""

from __future__ import annotations

from datetime import date

import numpy as np
from event_records import make_record, pack_near

from schemas.identity import EventRecord
from transforms.events.rows.alike_pairs import find_alike
from transforms.events.rows.grouping import group_events
from transforms.events.rows.happenings import join_happenings, join_mentions, tell_links
from transforms.events.rows.packed_signs import pack_signs

DAY = date(2025, 3, 4)
# Words of one report alone: two share a third of those with which they begin.
_TELLERS = (
    "ballad herdsman velvet",
    "witness kerosene bruise",
    "hauliers axle dented",
    "parish vigil candle",
    "canteen ledger owed",
)


def _report(number: int, **changes: object) -> EventRecord:
    """A clash at an invented village, as one of its papers tells it."""
    told: dict[str, object] = {
        "event_type": "ASSAULT",
        "trigger": "fired",
        "date_start": DAY,
        "date_end": DAY,
        "place_country_code": "PER",
        "actor_ids": (f"group/guards-00000000000{number}",),
        "place_id": "location/lumbrana-per",
        "text": "Guards fired at a lorry near Lumbrana",
        "published_on": date(2025, 3, 5),
        "names": ("country/PER", "location/lumbrana-per"),
        "lead": f"Shots ring out at Lumbrana checkpoint {_TELLERS[number % 5]}",
    }
    return make_record(number, **told | changes)


def _are_one(one: EventRecord, other: EventRecord) -> bool:
    found = find_alike(pack_signs([one, other]), np.array([0]), np.array([1]))
    return len(found.places) == 1


def test_the_day_and_the_place_are_enough_where_words_agree() -> None:
    assert _are_one(_report(1), _report(2, trigger="shot", text="A lorry was shot at by guards in Lumbrana"))


def test_a_report_without_date_tells_what_lately_happened_there() -> None:
    undated = {"date_start": None, "date_end": None, "date_method": "none"}
    later = {"published_on": date(2025, 3, 8)}
    assert _are_one(_report(1), _report(2, **undated, **later))
    assert not _are_one(_report(1), _report(2, **undated, published_on=date(2025, 9, 8)))
    assert not _are_one(_report(1), _report(2, **undated, published_on=date(2025, 3, 2)))


def test_another_town_or_known_day_is_another_event() -> None:
    other_town = {"place_id": "location/quispaya-per", "names": ("country/PER", "location/quispaya-per")}
    other_town["lead"] = "Passengers duck bullets outside Quispaya tollgate"
    assert not _are_one(_report(1), _report(2, text="Guards fired at a bus near Quispaya", **other_town))
    assert not _are_one(_report(1), _report(2, date_start=date(2025, 3, 7), date_end=date(2025, 3, 7)))


def test_roles_turned_round_are_another_event() -> None:
    sides = {"actor_ids": ("country/PER",), "recipient_ids": ("country/BOL",)}
    turned = {"actor_ids": ("country/BOL",), "recipient_ids": ("country/PER",)}
    assert _are_one(_report(1, **sides), _report(2, **sides))
    assert not _are_one(_report(1, **sides), _report(2, **turned))


def test_a_plan_may_come_later_but_not_before_it_was_told() -> None:
    talks = {"event_type": "CONSULT", "trigger": "meet", "actor_ids": ("country/PER", "country/BOL")}
    words = {"text": "Ministers of Peru and Bolivia meet in Lumbrana on the border"}
    plan = _report(1, status="planned", published_on=date(2025, 2, 20), **talks, **words)
    late = _report(2, date_start=date(2025, 3, 20), date_end=date(2025, 3, 20), **talks, **words)
    earlier = _report(3, date_start=date(2025, 2, 10), date_end=date(2025, 2, 10), **talks, **words)
    assert _are_one(plan, late)
    assert not _are_one(plan, earlier)


def test_two_rounds_stay_two_though_an_undated_report_may_be_either() -> None:
    talks = {"event_type": "CONSULT", "trigger": "talks", "actor_ids": ("country/PER", "country/BOL")}
    second = {"date_start": date(2025, 3, 18), "date_end": date(2025, 3, 18)}
    records = [
        _report(1, **talks),
        _report(2, **talks, **second, published_on=date(2025, 3, 19)),
        _report(
            3, **talks, date_start=None, date_end=None, date_method="none", published_on=date(2025, 3, 20)
        ),
    ]
    links = join_happenings(records, group_events(records))
    assert links["ev-1"].happening_id != links["ev-2"].happening_id
    assert links["ev-3"].happening_id in {links["ev-1"].happening_id, links["ev-2"].happening_id}


def test_mentions_without_a_shared_key_are_never_compared() -> None:
    keys = {"ev-1": {"a", "b"}, "ev-2": {"c"}, "ev-4": {"b", "d"}}
    records = [_report(1), _report(2), _report(4)]
    mentions = pack_near(records, group_events(records), lambda r: keys[r.event_id])
    links = tell_links(mentions, join_mentions(mentions))
    assert links["ev-1"].happening_id == links["ev-4"].happening_id != links["ev-2"].happening_id


def test_a_mention_that_is_not_sure_joins_nothing() -> None:
    records = [_report(1), _report(2, is_sure=False)]
    links = join_happenings(records, group_events(records))
    assert links["ev-1"].happening_id != links["ev-2"].happening_id
