"""A user's corrections merge and split happenings and indicators."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.identifiers import make_id
from schemas.identity import EventRecord, FigureRecord
from transforms.actors.identity.corrections import parse_corrections, parse_links
from transforms.correction_file import CorrectionError
from transforms.events.rows.happenings import join_happenings, join_mentions, pack_mentions
from transforms.figures.series.name_indicators import name_indicators

HEADER = "action,subject,target,name,type,country_code,sector,valid_from,valid_to,reason\n"


def _event(number: int, **changes: str) -> EventRecord:
    return EventRecord(
        event_id=f"ev-{number}", document_id="doc-1", story_id="doc-1", sentence_no=0, event_type="ASSAULT",
        trigger="shelled", status="actual", date_start=None, date_end=None, place_country_code=None,
        actor_ids=(), recipient_ids=(), **changes,
    )  # fmt: skip


def _figure(number: int, item: str = "trade", story: str = "doc-1", **changes: object) -> FigureRecord:
    row = {
        "figure_id": f"fg-{number}", "story_id": story, "item": item, "measure": item, "kind": "level",
        "unit": "USD", "per_unit": None, "party_id": "country/PER", "partner_id": "country/CHL",
        "party_is_state_body": False, "party_country_code": "PER", "place_country_code": None,
    } | changes  # fmt: skip
    return FigureRecord(**row)  # type: ignore[arg-type]


def test_happenings_are_merged_and_split() -> None:
    events = [_event(1), _event(2), _event(3)]
    groups = {"ev-1": "a", "ev-2": "b", "ev-3": "b"}
    plain = join_happenings(events, groups)
    one, other = plain["ev-1"].happening_id, plain["ev-2"].happening_id
    assert plain["ev-3"].happening_id == other
    lines = f"merge,{one},{other},,,,,,,the same raid\nsplit,ev-3,,,,,,,,another raid\n"
    settled = join_happenings(events, groups, parse_links(HEADER + lines))
    assert settled["ev-1"].happening_id == settled["ev-2"].happening_id == other
    assert settled["ev-3"].happening_id not in (one, other)
    assert (settled["ev-1"].reason, settled["ev-3"].reason) == ("correction", "correction")


def test_a_mention_moves_to_another_happening() -> None:
    events = [_event(1), _event(2)]
    target = make_id("hp", "ev-2")
    links = parse_links(HEADER + f"split,ev-1,{target},,,,,,,told of the other raid\n")
    settled = join_happenings(events, {"ev-1": "a", "ev-2": "b"}, links)
    assert {link.happening_id for link in settled.values()} == {target}


def test_a_mention_that_is_gone_names_its_happening_through_its_heir() -> None:
    before = join_happenings([_event(1), _event(2)], {"ev-1": "a", "ev-2": "a"})
    after = join_mentions(replace(pack_mentions([_event(2)], {"ev-2": "a"}), heirs={"ev-2": "ev-1"}))
    assert after.happening_ids == [before["ev-2"].happening_id]


def test_indicators_are_merged_and_split() -> None:
    records = [_figure(1), _figure(2, "commerce"), _figure(3)]
    plain = name_indicators(records)
    assert plain["fg-1"] == plain["fg-3"] != plain["fg-2"]
    lines = f"merge,{plain['fg-2']},{plain['fg-1']},,,,,,,same\nsplit,fg-3,,,,,,,,another trade\n"
    settled = name_indicators(records, corrections=parse_links(HEADER + lines))
    assert settled["fg-1"] == settled["fg-2"] == plain["fg-1"]
    assert settled["fg-3"] not in plain.values()


def test_trade_has_no_direction_and_exports_have_one() -> None:
    turned = {"party_id": "country/CHL", "partner_id": "country/PER"}
    named = name_indicators(
        [_figure(1), _figure(2, **turned), _figure(3, "export"), _figure(4, "export", **turned)]
    )
    assert named["fg-1"] == named["fg-2"]
    assert named["fg-3"] != named["fg-4"]


def test_what_names_nobody_stays_in_its_story() -> None:
    nobody = {"party_id": None, "partner_id": None, "party_country_code": None}
    told = [_figure(1, "revenue", **nobody), _figure(2, "revenue", "doc-2", **nobody)]
    oil = [_figure(3, "oil price", **nobody), _figure(4, "oil price", "doc-2", **nobody)]
    named = name_indicators([*told, *oil])
    assert named["fg-1"] != named["fg-2"]
    assert named["fg-3"] == named["fg-4"]


def test_a_body_of_the_state_tells_the_figures_of_the_state() -> None:
    bank = {"party_id": "organisation/central-bank", "party_is_state_body": True, "partner_id": None}
    state = {"party_id": "country/PER", "partner_id": None}
    named = name_indicators([_figure(1, "key rate", **bank), _figure(2, "key rate", **state)])
    assert named["fg-1"] == named["fg-2"]


def test_the_dead_of_a_town_are_one_series_though_a_text_takes_it_for_a_person() -> None:
    town = {
        "unit": "count",
        "party_id": "location/dalori-nga",
        "partner_id": None,
        "party_country_code": "NGA",
    }
    taken = town | {"party_id": "person/dalori", "party_country_code": None}
    other = town | {"party_id": "location/kuna-nga"}
    told = [_figure(1, "death", **town), _figure(2, "death", **taken), _figure(3, "death", **other)]
    named = name_indicators(told)
    assert named["fg-1"] == named["fg-2"] != named["fg-3"]


def test_a_national_rate_of_nobody_is_that_of_the_country_where_it_holds() -> None:
    nobody = {"unit": "percent", "party_id": None, "partner_id": None, "party_country_code": None}
    state = nobody | {"party_id": "country/PER", "party_country_code": "PER"}
    here = nobody | {"place_country_code": "PER"}
    told = [_figure(1, "inflation", **state), _figure(2, "inflation", "doc-2", **here)]
    assert len(set(name_indicators(told).values())) == 1
    people = [_figure(3, "population", **state), _figure(4, "population", "doc-2", **here)]
    assert len(set(name_indicators(people).values())) == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("merge,hp-1,in-2,,,,,,,why", "begins with hp-"),
        ("merge,ev-1,ev-2,,,,,,,why", "merge joins two ids"),
        ("split,hp-1,,,,,,,,why", "split takes one member"),
        ("fact,hp-1,,,,,,,,why", "merged or split"),
        ("split,ev-1,,,,,,,,", "reason"),
        ("merge,hp-1,hp-2,,,,,,,why\nmerge,hp-2,hp-1,,,,,,,why", "circle"),
    ],
)
def test_lines_that_do_not_fit_are_refused(line: str, reason: str) -> None:
    with pytest.raises(CorrectionError, match=reason):
        parse_links(f"{HEADER}{line}\n")


def test_lines_of_actors_and_links_stand_in_one_file() -> None:
    text = HEADER + "merge,Ana Ruiz,Ana Maria Ruiz,,,,,,,same minister\nmerge,hp-1,hp-2,,,,,,,same raid\n"
    assert [c.subject for c in parse_corrections(text)] == ["Ana Ruiz"]
    assert parse_links(text).merges == {"hp-1": "hp-2"}
