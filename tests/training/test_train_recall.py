"""The recall of parties told earlier, trained on made-up states where the extra `[train]` is installed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from training.recall_examples import RecallExample, list_examples
from transforms.reading.labels import DATE_LINKS
from transforms.reading.readings import Reading, WordSpan
from transforms.reading.settle import RECALLED

SENTENCES = ["Strike", "Governor Marsh met dockers.", "She praised them.", "Thanks were sent too."]


def _read(sentence: int, kind: str, trigger: str, spans: list[WordSpan]) -> Reading:
    start = SENTENCES[sentence].index(trigger)
    return Reading(
        sentence, start, start + len(trigger), kind, 0.9, (), "actual", (1.0,), None, tuple(spans),
        ((0.0, 1.0, 0.0),) * 3, (1.0,) * len(DATE_LINKS), (1.0, 0.0), asks=((0.5,) * 4,) * 2,
    )  # fmt: skip


def _span(role: str, sentence: int, words: str) -> WordSpan:
    start = SENTENCES[sentence].index(words)
    return WordSpan(role, sentence, start, start + len(words), 0.9, key=(1.0, 2.0, 3.0, 4.0))


def _event(sentence: int, kind: str, trigger: str, actors: list[dict[str, object]]) -> dict[str, object]:
    start = SENTENCES[sentence].index(trigger)
    return {
        "sentence": sentence, "type": kind, "unsure": False, "actors": actors, "recipients": [],
        "trigger": {"span": [start, start + len(trigger)], "text": trigger},
    }  # fmt: skip


DOCUMENT = {
    "id": "x",
    "sentences": SENTENCES,
    "events": [
        _event(1, "CONSULT", "met", [{"span": [9, 14], "text": "Marsh", "name": "Dana Marsh"}]),
        _event(3, "SUPPORT", "Thanks", [{"name": "Dana Marsh"}]),
    ],
}
READINGS = [
    _read(1, "CONSULT", "met", [_span("actor", 1, "Marsh"), _span("actor", 1, "dockers")]),
    _read(3, "SUPPORT", "Thanks", []),
]


def test_a_party_told_earlier_is_right_by_its_name() -> None:
    examples = list(list_examples(DOCUMENT, READINGS, 0.8))
    asked = [e for e in examples if e.role == 0 and e.is_earlier]
    assert len(asked) == 1
    assert asked[0].is_open
    assert asked[0].right.tolist() == [True, False]
    assert asked[0].states.shape == (2, 4)


def test_the_pronoun_of_a_party_is_right_as_well() -> None:
    readings = [_read(2, "SUPPORT", "praised", [_span("actor", 2, "She")]), READINGS[1]]
    events = [_event(2, "SUPPORT", "praised", [{"span": [0, 3], "text": "She", "name": "Dana Marsh"}])]
    document = {**DOCUMENT, "events": [*events, DOCUMENT["events"][1]]}
    asked = [e for e in list_examples(document, readings, 0.8) if e.role == 0 and e.is_earlier]
    assert [e.right.tolist() for e in asked] == [[True]]


def test_events_of_no_annotation_teach_nothing() -> None:
    assert list(list_examples({**DOCUMENT, "events": []}, READINGS, 0.8)) == []


def _draw_examples(count: int) -> list[RecallExample]:
    """The right candidate is the one that the second feature marks; without one it is nobody."""
    dice = np.random.default_rng(7)
    drawn = []
    for number in range(count):
        right = np.zeros(3, bool)
        if number % 3:
            right[dice.integers(3)] = True
        pairs = np.zeros((3, 12), np.float32)
        pairs[right, 1] = 5
        drawn.append(
            RecallExample(
                number % 2,
                np.zeros(768, np.float16),
                np.zeros((3, 768), np.float16),
                np.zeros(6, np.float32),
                pairs,
                np.eye(3, dtype=bool),
                right,
                True,
                bool(right.any()),
            )
        )
    return drawn


def test_trained_written_and_used(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from training.train_recall import choose_cuts, recall_best, train, write_recall

    model = train(_draw_examples(1200), epochs=20)
    fresh = _draw_examples(60)
    best = [recall_best(model, e) for e in fresh]
    told = [(e, at) for e, (chance, at) in zip(fresh, best, strict=True) if chance > 0.5]
    assert len(told) == sum(e.is_earlier for e in fresh)
    assert all(e.right[at] for e, at in told)
    (tmp_path / "reader.json").write_text(json.dumps({"files": {}, "cuts": {}}))
    write_recall(model, choose_cuts(model, fresh), tmp_path)
    card = json.loads((tmp_path / "reader.json").read_text())
    assert set(card["cuts"]["recall"]) == set(RECALLED)
    with np.load(tmp_path / "recall.npz") as stored:
        assert {"key.weight", "asks.bias", "actor.pair.0.weight", "recipient.nobody.1.bias"} <= set(
            stored.files
        )
