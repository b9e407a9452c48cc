"""A reading in words."""

from __future__ import annotations

from transforms.reading.describe import describe_reading
from transforms.reading.labels import STATUSES, TYPES
from transforms.reading.readings import Reading, WordSpan


def _describe(types: dict[str, float], status: float = 0.98, **parties: tuple[float, ...]) -> str:
    """The words for the reading of the first type."""
    kind = next(iter(types))
    reading = Reading(
        sentence=0, start=0, end=4, kind=kind, score=types[kind],
        scores=tuple(types.get(t, 0.0) for t in TYPES),
        status="planned", statuses=tuple(status if s == "planned" else 0.0 for s in STATUSES), mode=None,
        spans=tuple(WordSpan(role, 0, 0, 4, s) for role, scores in parties.items() for s in scores),
        presences=((0.0,) * 3,) * 3, date_links=(0.0,) * 4, group=(),
    )  # fmt: skip
    return describe_reading(reading, "reader.1f3a9c0d")


def test_type_status_and_parties_with_their_scores() -> None:
    told = _describe({"ACCUSE": 0.93}, actor=(0.91,), recipient=(0.8, 0.7), place=(0.9,))
    assert told == "reader.1f3a9c0d: ACCUSE .93, planned .98, actor .91, recipient .80 .70"


def test_two_types_that_come_close_are_named() -> None:
    told = _describe({"ACCUSE": 0.8, "AID": 0.09, "REJECT": 0.3, "THREATEN": 0.5})
    assert told == "reader.1f3a9c0d: ACCUSE .80 (THREATEN .50, REJECT .30), planned .98"


def test_types_far_behind_are_not_named() -> None:
    assert _describe({"ACCUSE": 0.8, "AID": 0.07}) == "reader.1f3a9c0d: ACCUSE .80, planned .98"


def test_a_full_score_keeps_its_digit() -> None:
    assert _describe({"AID": 1.0}, status=0.999) == "reader.1f3a9c0d: AID 1.00, planned 1.00"
