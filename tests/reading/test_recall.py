"""Parties told before the sentence of an event, recalled from other events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from transforms.reading.decode import Array
from transforms.reading.labels import DATE_LINKS, STATUSES, TYPES
from transforms.reading.readings import Reading, WordSpan
from transforms.reading.recall import PartyRecall, ToldParties, describe_event, stem_words
from transforms.reading.settle import RECALLED

TEXTS = (
    "Harbour strike spreads.",
    "The port of Oriel sacked forty dockers.",
    "Tugs lay idle on Monday.",
    "The sackings were condemned by Vera Holt.",
    "Later Holt met the port of Oriel.",
)
EVENT_WIDTH, SAME_EVENT = 5 + len(TYPES) + len(STATUSES), 7


def _span(role: str, sentence: int, words: str, score: float = 0.9) -> WordSpan:
    start = TEXTS[sentence].index(words)
    return WordSpan(role, sentence, start, start + len(words), score, key=(1.0, 0.0))


def _reading(sentence: int, spans: Sequence[WordSpan] = (), group: tuple[float, ...] = (1.0, 0.0)) -> Reading:
    here = ((0.0, 1.0, 0.0),) * 3
    return Reading(
        sentence, 0, 3, "COERCE", 0.9, (), "actual", (1.0,), None, tuple(spans), here,
        (1.0,) * len(DATE_LINKS), group, asks=((0.0, 0.0),) * len(RECALLED),
    )  # fmt: skip


def _weigh_same_event(nobody: float = 2.0) -> Mapping[str, Array]:
    """A candidate scores 5 if its event is the same one, else 0; nobody scores `nobody`."""
    weights: dict[str, Array] = {}
    for role in RECALLED:
        for part, width in (("pair", 12 + EVENT_WIDTH), ("nobody", 2 + EVENT_WIDTH)):
            weights[f"{role}.{part}.0.weight"] = np.zeros((1, width), np.float32)
            weights[f"{role}.{part}.0.bias"] = np.zeros(1, np.float32)
            weights[f"{role}.{part}.1.weight"] = np.ones((1, 1), np.float32)
            weights[f"{role}.{part}.1.bias"] = np.zeros(1, np.float32)
        weights[f"{role}.pair.0.weight"][0, SAME_EVENT] = 5
        weights[f"{role}.nobody.1.bias"][0] = nobody
    return weights


def _make(cut: float = 0.5, nobody: float = 2.0) -> PartyRecall:
    return PartyRecall(_weigh_same_event(nobody), dict.fromkeys(RECALLED, cut), 0.8)


def _told(reading: Reading, role: str) -> list[str]:
    return [TEXTS[s.sentence][s.start : s.end] for s in reading.list_spans(role)]


SACKED = _reading(1, [_span("actor", 1, "port of Oriel"), _span("recipient", 1, "dockers")])


def test_the_party_of_the_same_event_is_recalled() -> None:
    other = _reading(2, [_span("actor", 2, "Tugs")], group=(0.0, 1.0))
    same = _reading(1, [_span("actor", 1, "port of Oriel")])
    last = _make().fill([same, other, _reading(3, [_span("recipient", 3, "Vera Holt")])], TEXTS)[2]
    assert _told(last, "actor") == ["port of Oriel"]
    assert _told(last, "recipient") == ["Vera Holt"]


def test_a_recalled_party_has_its_probability_as_score() -> None:
    lone = _reading(1, [_span("actor", 1, "port of Oriel")])
    last = _make().fill([lone, _reading(3, [_span("recipient", 3, "Vera Holt")])], TEXTS)[1]
    (span,) = last.list_spans("actor")
    assert span.score == pytest.approx(np.exp(5) / (np.exp(5) + np.exp(2)), abs=1e-3)


def test_what_is_told_behind_the_sentence_is_no_candidate() -> None:
    readings = [_reading(3), _reading(4, [_span("actor", 4, "Holt"), _span("recipient", 4, "port of Oriel")])]
    assert _make().fill(readings, TEXTS) == readings


def test_a_title_lends_nobody() -> None:
    readings = [_reading(0, [_span("actor", 0, "Harbour")]), _reading(3)]
    assert _make().fill(readings, TEXTS, first=1) == readings
    assert _told(_make().fill(readings, TEXTS)[1], "actor") == ["Harbour"]


def test_under_the_cut_nobody_is_recalled() -> None:
    readings = [SACKED, _reading(3)]
    assert _make(nobody=9.0).fill(readings, TEXTS) == readings


def test_words_taken_already_stay_alone() -> None:
    own = _reading(3, [_span("actor", 3, "Vera Holt"), _span("recipient", 3, "sackings")])
    assert _make().fill([SACKED, own], TEXTS) == [SACKED, own]


def test_mentions_of_one_party_count_together() -> None:
    first = _reading(3, [_span("actor", 3, "Vera Holt")])
    second = _reading(4, [_span("actor", 4, "Holt")])
    third = _reading(4)
    shares = [np.exp(5) / (np.exp(5) * n + np.exp(6)) for n in (1, 2)]
    recall = _make(cut=0.4, nobody=6.0)
    assert shares[0] < 0.4 < 2 * shares[1]
    assert _make(cut=0.4, nobody=6.0).fill([first, third], TEXTS)[1].list_spans("actor") == ()
    assert _told(recall.fill([first, second, third], TEXTS)[2], "actor")[0] in {"Holt", "Vera Holt"}


def test_a_reading_that_asks_nothing_stays() -> None:
    silent = Reading(**{f: getattr(_reading(3), f) for f in Reading.__slots__} | {"asks": ()})
    assert _make().fill([SACKED, silent], TEXTS) == [SACKED, silent]


def test_a_document_without_readings_has_none() -> None:
    assert _make().fill([], TEXTS) == []


def test_the_features_have_the_widths_of_the_weights() -> None:
    told = ToldParties([SACKED, _reading(3)], TEXTS, 0, 0.8)
    near = told.list_near(1)
    assert told.describe_pairs("actor", 1, near).shape == (2, 12)
    assert describe_event("actor", SACKED).shape == (EVENT_WIDTH,)
    assert told.describe_pairs("actor", 1, near)[0, SAME_EVENT] == 1


@pytest.mark.parametrize(
    ("words", "stems"),
    [("port of Oriel", {"port", "oriel"}), ("Vera Holt", {"vera", "holt"}), ("on", {"on"})],
)
def test_telling_words_are_capitalised_or_long(words: str, stems: set[str]) -> None:
    sentence = next(n for n, text in enumerate(TEXTS) if words in text)
    assert stem_words(TEXTS, _span("actor", sentence, words)) == stems
