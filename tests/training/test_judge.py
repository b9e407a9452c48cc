"""Readings are judged against annotated documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from training.judge import judge_readings, stem_words
from transforms.reading.labels import DATE_LINKS, PRESENCES, STATUSES, TYPES
from transforms.reading.readings import Reading, WordSpan

MakeEvent = Callable[..., dict[str, Any]]
MakeDocument = Callable[..., dict[str, Any]]
SENTENCES = ["Pier shut", "Ferrymen blocked a pier and police beat ferrymen on Monday."]


def _reading(trigger: str, kind: str, link: str = "none", status: str = "actual", **roles: str) -> Reading:
    """A reading of the second sentence."""

    def locate(words: str) -> tuple[int, int]:
        start = SENTENCES[1].index(words)
        return start, start + len(words)

    start, end = locate(trigger)
    return Reading(
        sentence=1, start=start, end=end, kind=kind, score=0.9, scores=(0.0,) * len(TYPES),
        status=status, statuses=(0.0,) * len(STATUSES), mode=None,
        spans=tuple(WordSpan(role, 1, *locate(words), 0.9) for role, words in roles.items()),
        presences=((0.0,) * len(PRESENCES),) * 3,
        date_links=tuple(float(name == link) for name in DATE_LINKS), group=(),
    )  # fmt: skip


@pytest.fixture
def document(make_document: MakeDocument, make_event: MakeEvent) -> dict[str, Any]:
    ferrymen, police = {"text": "Ferrymen"}, {"text": "police"}
    blocked = make_event(1, "blocked", "PROTEST", actors=[ferrymen], date="-")
    beat = make_event(1, "beat", "ASSAULT", actors=[police], recipients=[ferrymen], date="Monday")
    return make_document("31.01", SENTENCES, [blocked, beat])


BLOCKED = _reading("blocked", "PROTEST", actor="Ferrymen")
BEAT = _reading("beat", "ASSAULT", "words", actor="police", recipient="ferrymen", date="Monday")


def test_right_readings_are_right_in_everything(document: dict[str, Any]) -> None:
    figures, verdicts = judge_readings([document], [[BLOCKED, BEAT]])
    assert {figures[k] for k in ("precision", "recall", "f1", "right", "right_of_gold")} == {1}
    assert {figures[k] for k in ("status", "mode", "actor", "recipient", "place", "claimant", "date")} == {1}
    assert [right for _, right in verdicts] == [True, True]


def test_a_missing_reading_costs_recall_and_a_wrong_one_precision(document: dict[str, Any]) -> None:
    figures, verdicts = judge_readings([document], [[BEAT, _reading("pier", "AID")]])
    assert (figures["precision"], figures["recall"], figures["f1"]) == (0.5, 0.5, 0.5)
    assert [right for _, right in verdicts] == [True, False]


def test_an_unsure_event_neither_counts_nor_costs(document: dict[str, Any]) -> None:
    document["events"][0]["unsure"] = True
    for readings in ([BEAT], [BLOCKED, BEAT]):
        figures, _ = judge_readings([document], [readings])
        assert (figures["precision"], figures["recall"]) == (1, 1)


@pytest.mark.parametrize(
    ("reading", "attribute"),
    [
        (_reading("beat", "ASSAULT", "words", status="planned", actor="police", date="Monday"), "status"),
        (_reading("beat", "ASSAULT", "words", actor="pier", recipient="ferrymen", date="Monday"), "actor"),
        (_reading("beat", "ASSAULT", "words", actor="police", date="Monday"), "recipient"),
        (_reading("beat", "ASSAULT", "words", actor="police", recipient="ferrymen", date="pier"), "date"),
        (_reading("beat", "ASSAULT", "none", actor="police", recipient="ferrymen", date="Monday"), "date"),
        (_reading("beat", "ASSAULT", "words", actor="police", place="pier", date="Monday"), "place"),
    ],
)
def test_a_wrong_attribute_is_seen(document: dict[str, Any], reading: Reading, attribute: str) -> None:
    figures, _ = judge_readings([document], [[BLOCKED, reading]])
    assert (figures["f1"], figures[attribute]) == (1, 0.5)


def test_headlines_are_judged_only_when_asked(document: dict[str, Any], make_event: MakeEvent) -> None:
    document["events"].append(make_event(0, "shut", "COERCE", actors=[{"text": "Pier"}]))
    without, _ = judge_readings([document], [[BLOCKED, BEAT]])
    with_titles, _ = judge_readings([document], [[BLOCKED, BEAT]], titles=True)
    assert (without["recall"], with_titles["recall"]) == (1, 0.667)


def test_words_are_compared_by_their_stems() -> None:
    assert stem_words("The former president of Mali's ferrymen") == {"mali", "s", "ferrym"}
    assert stem_words(None) == set()
