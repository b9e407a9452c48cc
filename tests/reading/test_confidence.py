"""Scores become shares of readings that were right."""

from __future__ import annotations

import pytest

from transforms.reading.confidence import Calibration, score_attribute
from transforms.reading.labels import STATUSES, TYPES
from transforms.reading.readings import Reading, WordSpan

STRAIGHT = ((0.0, 0.0), (1.0, 1.0))
NOBODY, HERE = (0.75, 0.125, 0.125), (0.25, 0.5, 0.25)


def _reading(
    kind: str = "ACCUSE",
    score: float = 0.5,
    spans: tuple[tuple[str, float], ...] = (),
    presences: tuple[tuple[float, ...], ...] = (HERE, NOBODY, NOBODY),
    date_links: tuple[float, ...] = (0.125, 0.75, 0.125, 0.0),
) -> Reading:
    return Reading(
        sentence=0, start=0, end=4, kind=kind, score=score,
        scores=tuple(score if t == kind else 0.0 for t in TYPES),
        status="actual", statuses=tuple(0.875 if s == "actual" else 0.03125 for s in STATUSES), mode=None,
        spans=tuple(WordSpan(role, 0, 0, 4, s) for role, s in spans),
        presences=presences, date_links=date_links, group=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("score", "share"), [(0.1, 0.2), (0.2, 0.2), (0.3, 0.4), (0.4, 0.6), (0.7, 0.75), (1.0, 0.9), (1.5, 0.9)]
)
def test_a_share_lies_between_the_points_of_its_curve(score: float, share: float) -> None:
    curves = Calibration({"*": ((0.2, 0.2), (0.4, 0.6), (1.0, 0.9))}, {})
    assert curves.rate_type(_reading(score=score)) == share


def test_a_type_without_a_curve_has_that_of_the_others() -> None:
    curves = Calibration({"*": STRAIGHT, "AID": ((0.0, 0.9), (1.0, 0.9))}, {})
    assert [curves.rate_type(_reading(kind, 0.25)) for kind in ("AID", "ACCUSE")] == [0.9, 0.25]


def test_shares_have_three_digits() -> None:
    assert Calibration({"*": STRAIGHT}, {}).rate_type(_reading(score=0.123456)) == 0.123


def test_the_status_is_as_sure_as_its_best_score() -> None:
    assert score_attribute("status", _reading()) == 0.875


def test_parties_are_as_sure_as_the_weakest() -> None:
    reading = _reading(spans=(("actor", 0.9), ("actor", 0.5), ("recipient", 0.1)))
    assert score_attribute("actor", reading) == (0.5 + 0.75) / 2


def test_nobody_is_as_sure_as_the_absence() -> None:
    assert [score_attribute(role, _reading()) for role in ("actor", "recipient")] == [0.25, 0.75]


def test_a_date_in_words_is_as_sure_as_its_link_and_words() -> None:
    reading = _reading(spans=(("date", 0.5), ("date", 0.25)))
    assert score_attribute("date", reading) == 0.75 * 0.5


@pytest.mark.parametrize("links", [(0.75, 0.25, 0.0, 0.0), (0.0, 0.25, 0.0, 0.75), (0.0, 0.0, 0.75, 0.25)])
def test_a_date_without_words_is_as_sure_as_its_link(links: tuple[float, ...]) -> None:
    assert score_attribute("date", _reading(spans=(("date", 0.5),), date_links=links)) == 0.75


@pytest.mark.parametrize(
    ("attribute", "share"), [("actor", 0.25), ("recipient", 0.75), ("status", 0.875), ("date", 0.75)]
)
def test_an_attribute_is_rated_by_its_own_curve(attribute: str, share: float) -> None:
    flat = ((0.0, 0.0), (1.0, 0.0))
    curves = {**dict.fromkeys(("actor", "recipient", "status", "date"), flat), attribute: STRAIGHT}
    assert Calibration({}, curves).rate(attribute, _reading()) == share
