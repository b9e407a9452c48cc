"""Figures of two documents are one series, though worded otherwise, where enough agrees."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

from schemas.identity import FigureRecord
from transforms.figures.series.link_series import link_series
from transforms.figures.series.name_indicators import name_indicators

NAMES = ("country/PER", "location/ostrava-alta", "organisation/quilla-steel")
PAIR = [("doc-1", "doc-2")]


def _figure(number: int, document: int, item: str, value: float, **changes: object) -> FigureRecord:
    row = {
        "figure_id": f"fg-{number}", "story_id": f"doc-{document}", "item": item, "measure": item,
        "kind": "level", "unit": "count", "per_unit": None, "party_id": None, "partner_id": None,
        "party_is_state_body": False, "party_country_code": None, "place_country_code": None,
        "document_id": f"doc-{document}", "published_on": date(2024, 5, document), "value": value,
        "dimension": "count", "counted": "job", "names": NAMES,
    } | changes  # fmt: skip
    return FigureRecord(**row)  # type: ignore[arg-type]


CREATED = _figure(1, 1, "jobs created by plant", 1200.0)
TOLD = _figure(2, 2, "jobs", 1500.0)


def _list_linked(*figures: FigureRecord) -> set[tuple[str, str]]:
    return {(link.figure_id, link.other_figure_id) for link in link_series(figures, PAIR)}


def test_what_two_texts_count_of_one_place_is_one_series() -> None:
    assert _list_linked(CREATED, TOLD) == {("fg-1", "fg-2")}


def test_a_sum_that_both_texts_give_is_one_series_whatever_it_is_called() -> None:
    money: dict[str, Any] = {"unit": "EUR", "dimension": "money"}
    bill = replace(CREATED, item="final bill", measure="bill final", value=345e6, counted="bill", **money)
    cost = replace(TOLD, item="project", measure="project", value=345e6, counted="project", **money)
    assert _list_linked(bill, cost) == {("fg-1", "fg-2")}
    assert not _list_linked(bill, replace(cost, value=12.0))


def test_nothing_is_linked_where_one_thing_speaks_against_it() -> None:
    others = [
        replace(TOLD, unit="t"),
        replace(TOLD, names=("country/PER",)),
        replace(TOLD, published_on=date(2025, 11, 2)),
        replace(TOLD, published_on=date(2024, 11, 2), names=("location/ostrava",)),
        replace(TOLD, counted="doctor"),
        replace(TOLD, kind="change"),
        replace(TOLD, document_id="doc-1"),
    ]
    assert not any(_list_linked(CREATED, other) for other in others)
    owned = [replace(CREATED, party_id="country/PER"), replace(TOLD, party_id="country/CHL")]
    assert not _list_linked(*owned)


def test_a_figure_that_names_no_measure_has_an_indicator_by_a_link_alone() -> None:
    bare = replace(TOLD, item="people", measure="", counted="people", value=1200.0)
    assert name_indicators([bare]) == {}
    (link,) = link_series([CREATED, bare], PAIR)
    joined = dict.fromkeys((link.series_id, link.other_series_id), link.series_id)
    names = name_indicators([CREATED, bare], joined)
    assert names["fg-1"] == names["fg-2"]
    assert not _list_linked(replace(CREATED, measure=""), bare)


def test_two_groups_that_met_one_fate_are_two_series() -> None:
    soldiers = replace(CREATED, item="soldiers killed", measure="death soldier", counted="death of soldier")
    rebels = replace(TOLD, item="rebels killed", measure="death rebel", counted="death of rebel")
    assert not _list_linked(soldiers, rebels)


def test_series_that_stand_side_by_side_stay_two() -> None:
    town: dict[str, Any] = {"party_id": "location/ostrava-alta"}
    created, told = replace(CREATED, **town), replace(TOLD, **town)
    assert _list_linked(created, told)
    assert not _list_linked(created, replace(told, figure_id="fg-3", document_id="doc-1", value=90.0), told)


def test_a_figure_with_two_likely_partners_has_none() -> None:
    first = _figure(1, 1, "jobs promised at plant", 1200.0)
    rival = _figure(3, 1, "jobs announced at plant", 1200.0)
    assert not _list_linked(first, rival, _figure(2, 2, "jobs in plant", 1200.0, counted="job"))


def test_ids_and_order_leave_no_trace() -> None:
    figures = [CREATED, TOLD, _figure(4, 1, "wagons of grain", 300.0, counted="wagon"),
               _figure(5, 2, "grain wagons", 280.0, counted="wagon")]  # fmt: skip
    told = _list_linked(*figures)
    assert told == {("fg-1", "fg-2"), ("fg-4", "fg-5")}
    for seed in range(4):
        order = random.Random(seed).sample(range(10, 99), len(figures))
        old = {f"fg-{n}": figure.figure_id for n, figure in zip(order, figures, strict=True)}
        renamed = [replace(f, figure_id=new) for new, f in zip(old, figures, strict=True)]
        assert {tuple(sorted((old[a], old[b]))) for a, b in _list_linked(*renamed)} == told
