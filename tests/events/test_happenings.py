"""Event groups are joined to happenings, in any order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from event_records import make_record

from schemas.identity import EventRecord
from transforms.events.rows.grouping import group_events
from transforms.events.rows.happenings import join_happenings


def _record(number: int, **changes: object) -> EventRecord:
    """Kenya seizes something of Tanzania in a place of Nigeria."""
    seizure: dict[str, object] = {
        "event_type": "COERCE", "event_mode": "seize", "trigger": "seized", "actor_ids": ("country/KEN",),
        "recipient_ids": ("country/TZA",), "place_country_code": "NGA", "place_id": "place/chibara-nga",
    }  # fmt: skip
    return make_record(number, **{**seizure, **changes})


def _join(*records: EventRecord) -> tuple[list[set[str]], dict[str, str]]:
    links = join_happenings(records, group_events(records))
    sets: dict[str, set[str]] = {}
    for event_id, link in links.items():
        sets.setdefault(link.happening_id, set()).add(event_id)
    return sorted(sets.values(), key=min), {k: link.reason for k, link in links.items()}


def test_a_plan_its_denial_and_the_fact_are_one_happening() -> None:
    sets, reasons = _join(_record(1, status="planned"), _record(2, status="denied"), _record(3))
    assert sets == [{"ev-1", "ev-2", "ev-3"}]
    assert set(reasons.values()) == {"parties"}


def test_mentions_of_one_group_say_so_and_a_lone_one_is_alone() -> None:
    other = _record(3, actor_ids=("country/PER",), place_id=None)
    sets, reasons = _join(_record(1), _record(2), other)
    assert sets == [{"ev-1", "ev-2"}, {"ev-3"}]
    assert reasons == {"ev-1": "group", "ev-2": "group", "ev-3": "alone"}


def test_unnamed_people_join_by_place_day_and_mode() -> None:
    one = _record(1, actor_ids=("group/gunman-a",), recipient_ids=("group/girl-a",))
    other = _record(2, actor_ids=("group/man-b",), recipient_ids=("group/schoolgirl-b",), trigger="took")
    sets, reasons = _join(one, other)
    assert sets == [{"ev-1", "ev-2"}]
    assert reasons["ev-1"] == "place"


def test_unnamed_people_stay_apart_where_something_differs() -> None:
    one = _record(1, actor_ids=("group/gunman-a",), recipient_ids=("group/girl-a",))
    others = [
        replace(one, event_id="ev-2", date_start=date(2024, 5, 4), date_end=date(2024, 5, 4)),
        replace(one, event_id="ev-3", place_id="place/kano-nga"),
        replace(one, event_id="ev-4", event_mode="arrest", place_id="country/NGA"),
        replace(one, event_id="ev-5", place_id="country/NGA"),
    ]
    for other in others:
        told = {"document_id": "doc-9", "story_id": "story-9", "actor_ids": ("group/man-b",)}
        changed = replace(other, recipient_ids=(), **told)  # type: ignore[arg-type]
        assert len(_join(one, changed)[0]) == 2


def test_named_parties_that_contradict_keep_happenings_apart() -> None:
    one = _record(1, actor_ids=("organisation/red",), recipient_ids=("group/girl-a",))
    other = _record(2, actor_ids=("organisation/blue",), recipient_ids=("group/girl-b",))
    assert len(_join(one, other)[0]) == 2


def test_facts_of_two_days_told_in_one_article_are_two() -> None:
    told = {"document_id": "doc-1", "document_group_id": "ev-1"}
    later = _record(2, date_start=date(2024, 5, 9), date_end=date(2024, 5, 9), **told)
    assert len(_join(_record(1, **told), later)[0]) == 2


def test_fuller_and_shorter_tellings_of_one_day_are_one() -> None:
    told = {"event_type": "CONSULT", "event_mode": None, "place_id": None, "actor_countries": ("CHL", "PER")}
    told["lead"] = "Fishing quota haggling resumes"
    full = _record(1, actor_ids=("country/CHL", "country/PER"), recipient_ids=(), **told)
    short = _record(2, actor_ids=("country/CHL", "group/envoys-9"), recipient_ids=(), **told)
    sets, reasons = _join(full, short)
    assert sets == [{"ev-1", "ev-2"}]
    assert set(reasons.values()) == {"parties"}


def test_tellings_that_contradict_each_other_stay_apart() -> None:
    one = _record(1, actor_ids=("person/ana",), recipient_ids=("organisation/red",), place_id="location/lima")
    others = [
        replace(one, event_id="ev-2", recipient_ids=("organisation/blue",)),
        replace(one, event_id="ev-3", event_mode="arrest", recipient_ids=()),
        replace(one, event_id="ev-4", place_id="location/cusco", recipient_ids=()),
        replace(one, event_id="ev-5", date_start=date(2024, 5, 4), date_end=date(2024, 5, 4)),
    ]
    for other in others:
        told = replace(other, document_id="doc-9", story_id="story-9", trigger="took")
        assert len(_join(one, told)[0]) == 2


def test_people_described_alike_are_one_where_the_articles_begin_alike() -> None:
    lead = "Kidnappers freed Chibara clinic surgeons unharmed"
    one = _record(1, actor_ids=(), recipient_ids=("group/doctors-7c23e1164b0a",), place_id=None, lead=lead)
    other = _record(2, actor_ids=(), recipient_ids=("group/doctors-f19df15308f6",), place_id=None, lead=lead)
    assert len(_join(one, other)[0]) == 1
    assert len(_join(one, replace(other, trigger="took", lead="Typhoon flattens orchards"))[0]) == 2


def test_a_president_who_meets_another_each_day_holds_many_meetings() -> None:
    meeting: dict[str, object] = {"event_type": "CONSULT", "event_mode": None, "place_id": None}
    meeting |= {
        "place_country_code": None,
        "recipient_ids": (),
        "date_method": "publication",
        "actor_countries": ("KEN",),
    }
    one = _record(1, actor_ids=("person/ana", "person/red"), published_on=date(2024, 5, 3), **meeting)
    other = _record(2, actor_ids=("person/ana", "person/blue"), published_on=date(2024, 5, 5), **meeting)
    later = {"date_start": date(2024, 5, 5), "date_end": date(2024, 5, 5)}
    assert len(_join(one, replace(other, **later))[0]) == 2  # type: ignore[arg-type]


def test_what_the_reader_tells_apart_in_an_article_stays_apart() -> None:
    article = {"document_id": "doc-1", "story_id": "story-1", "date_start": None, "date_end": None}
    one = _record(1, document_group_id="ev-1", **article)
    other = _record(2, document_group_id="ev-2", sentence_no=3, recipient_ids=(), **article)
    assert len(_join(one, other)[0]) == 2
    assert len(_join(one, replace(other, document_group_id="ev-1"))[0]) == 1


def test_order_leaves_no_trace() -> None:
    records = [
        _record(1),
        _record(2, status="planned"),
        _record(3, actor_ids=("group/man-c",), recipient_ids=()),
        _record(4, date_start=None, date_end=None, story_id="story-1"),
        _record(5, event_mode="arrest", actor_ids=("country/PER",)),
    ]
    told = join_happenings(records, group_events(records))
    for seed in range(5):
        mixed = records[:]
        random.Random(seed).shuffle(mixed)
        assert join_happenings(mixed, group_events(mixed)) == told


def _invent_records(seed: int) -> list[EventRecord]:
    """Mentions that share much and contradict each other here and there: the order of joining counts."""
    chance = random.Random(seed)
    days = [date(2024, 5, day) for day in (1, 2, 3, 10)] + [None]
    records = []
    for number in range(40):
        day = chance.choice(days)
        records.append(
            _record(
                number,
                document_id=f"doc-{number // 2}",
                story_id=f"story-{number // 2}",
                sentence_no=number % 2,
                date_start=day,
                date_end=day,
                published_on=date(2024, 5, chance.choice([4, 6, 11])),
                actor_ids=chance.choice([("country/KEN",), ("organisation/red",), ("group/man-b",), ()]),
                place_id=chance.choice(["place/chibara-nga", "place/kano-nga", None]),
                status=chance.choice(["actual", "actual", "planned"]),
                trigger=chance.choice(["seized", "took", "impounded"]),
                text=chance.choice(["seized two trawlers", "had seized a boat", "took 120 tonnes of tuna"]),
                names=tuple(chance.sample(["person/ana-lopez", "location/chibara-nga", "country/KEN"], 2)),
            )
        )
    return records


def _rename(records: list[EventRecord], chance: random.Random) -> tuple[list[EventRecord], dict[str, str]]:
    """The same mentions under other ids, and the old id of each."""
    order = chance.sample(range(1000), len(records))
    own = {r.event_id: f"ev-{n:03}" for r, n in zip(records, order, strict=True)}
    documents = {r.document_id: f"doc-{n:03}" for r, n in zip(records, order, strict=True)}
    renamed = [
        replace(
            r,
            event_id=own[r.event_id],
            document_id=documents[r.document_id],
            story_id=documents[r.document_id],
        )
        for r in records
    ]
    return renamed, {new: old for old, new in own.items()}


def _list_sets(records: list[EventRecord], old: dict[str, str]) -> set[frozenset[str]]:
    sets: dict[str, set[str]] = {}
    for event_id, link in join_happenings(records, group_events(records)).items():
        sets.setdefault(link.happening_id, set()).add(old.get(event_id, event_id))
    return {frozenset(told) for told in sets.values()}


def test_ids_leave_no_trace_in_what_is_joined() -> None:
    for seed in range(6):
        records = _invent_records(seed)
        told = _list_sets(records, {})
        assert any(len(happening) > 2 for happening in told)
        for turn in range(4):
            assert _list_sets(*_rename(records, random.Random(100 * seed + turn))) == told


def test_a_report_that_looks_back_joins_what_it_recalls() -> None:
    told = {"recipient_ids": (), "actor_ids": ("country/KEN",)}
    names = ("country/KEN",)
    lead = "Trawler {} hull seaweed gutted rusty anchor herring"
    ashore = "Trawler dredger ballast tugboat lighthouse wharf cannery bankrupt picket"
    first = _record(
        1, published_on=date(2024, 5, 4), names=names, lead=lead.format("impounded"), **told,
    )  # fmt: skip
    later = _record(
        2, date_start=None, date_end=None, published_on=date(2024, 5, 28), names=names, trigger="took",
        text="which Kenya had taken", lead=ashore, **told,
    )  # fmt: skip
    assert len(_join(first, later)[0]) == 1
    assert len(_join(first, replace(later, text="Kenya took it"))[0]) == 2
