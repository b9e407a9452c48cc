"""Annotated documents become windows with targets."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from training.examples import (
    IGNORED,
    MODE_NUMBERS,
    Cut,
    Example,
    MarkedEvent,
    build_example,
    build_examples,
    cut_documents,
    draw_windows,
)
from transforms.reading.labels import DATE_LINKS, PRESENCES, ROLES, STATUSES, TYPES
from transforms.reading.windows import Window, build_window, pack_windows

MakeEvent = Callable[..., dict[str, Any]]
MakeDocument = Callable[..., dict[str, Any]]
SENTENCES = [
    "Ana Ruiz met ferrymen on Monday.",
    "In Lima they blockaded a pier.",
    "On Friday Ruiz thanked police.",
]


def _place(sentence: str, words: str) -> dict[str, Any]:
    start = sentence.index(words)
    return {"span": [start, start + len(words)], "text": words}


@pytest.fixture
def mark(tokenizer: Tokenizer, make_event: MakeEvent, make_document: MakeDocument) -> Callable[..., Example]:
    """mark(2, "thanked", "SUPPORT", ...) -> the example of SENTENCES with this event alone."""

    def mark_one(
        sentence: int, trigger: str, kind: str, own: Sequence[int] = (0, 1, 2), **changes: Any
    ) -> Example:
        for role in ("actors", "recipients", "places", "claimant"):
            told = changes.get(role, [])
            changes[role] = [_place(SENTENCES[sentence], p) if isinstance(p, str) else p for p in told]
        start = SENTENCES[sentence].index(trigger)
        event = make_event(sentence, trigger, kind, start, **changes)
        document = make_document("31.01", SENTENCES, [event])
        (cut,) = cut_documents(tokenizer, [document])
        return build_example(document, build_window(cut.segments, own, 32))

    return mark_one


def _words(window: Window, pieces: Sequence[int]) -> list[str]:
    return [SENTENCES[window.sentence[p]][slice(*window.offsets[p])] for p in pieces]


def _marked(example: Example, role: str) -> list[str]:
    """First pieces of the words that are marked for a role of the only event."""
    (event,) = example.events
    pieces = np.flatnonzero(event.roles[:, ROLES.index(role)] == 1) + event.start
    return _words(example.window, pieces.tolist())


def _presences(event: MarkedEvent) -> list[str]:
    return [PRESENCES[p] for p in event.presences]


def test_a_trigger_is_a_target_of_its_type(mark: Callable[..., Example]) -> None:
    example = mark(1, "blockaded", "PROTEST")
    pieces, kinds = np.nonzero(example.types == 1)
    assert set(kinds) == {TYPES.index("PROTEST")}
    assert _words(example.window, pieces.tolist()) == ["blockade"]
    (event,) = example.events
    assert _words(example.window, [p + event.start for p in event.pieces]) == ["blockade"]


def test_a_trigger_of_two_words_has_two_targets(mark: Callable[..., Example]) -> None:
    example = mark(1, "a pier", "PROTEST")
    assert _words(example.window, np.nonzero(example.types)[0].tolist()) == ["a", "pier"]


def test_first_pieces_of_own_words_are_weighed(mark: Callable[..., Example]) -> None:
    example = mark(2, "thanked", "SUPPORT", own=(1, 2))
    window = example.window
    expected = np.where(window.is_own & window.is_first, 1, 0)
    assert example.weights.max(1).tolist() == example.weights.min(1).tolist() == expected.tolist()
    assert not example.weights[window.sentence == 0].any()


def test_an_unsure_event_weighs_half(mark: Callable[..., Example]) -> None:
    example = mark(2, "thanked", "SUPPORT", unsure=True)
    (piece,) = np.flatnonzero(example.types[:, TYPES.index("SUPPORT")])
    assert np.count_nonzero(example.weights == 0.5) == 1
    assert example.weights[piece, TYPES.index("SUPPORT")] == 0.5
    assert example.events[0].weight == 0.5


def test_an_event_of_the_context_is_no_target(mark: Callable[..., Example]) -> None:
    example = mark(0, "met", "CONSULT", own=(1, 2))
    assert not example.types.any()
    assert example.events == ()


def test_words_of_a_role_are_marked(mark: Callable[..., Example]) -> None:
    example = mark(0, "met", "CONSULT", actors=["Ana Ruiz", "ferrymen"], claimant=["Monday"])
    assert _marked(example, "actor") == ["Ana", "Ruiz", "ferry"]
    assert _marked(example, "claimant") == ["Monday"]
    assert _marked(example, "recipient") == []
    assert _presences(example.events[0]) == ["here", "none", "here"]


def test_later_pieces_of_words_are_no_targets(mark: Callable[..., Example]) -> None:
    example = mark(1, "blockaded", "PROTEST", places=["Lima"])
    (event,) = example.events
    is_first = example.window.is_first[event.start : event.end]
    assert np.all(event.roles[~is_first] == IGNORED)
    assert set(np.unique(event.roles[is_first])) == {0, 1}


def test_a_party_of_an_earlier_sentence_is_marked_there(mark: Callable[..., Example]) -> None:
    example = mark(1, "blockaded", "PROTEST", actors=["they"], recipients=[{"name": "Ana Ruiz"}])
    assert _marked(example, "actor") == ["they"]
    assert _marked(example, "recipient") == ["Ana", "Ruiz"]
    assert _presences(example.events[0]) == ["here", "earlier", "none"]


def test_a_party_is_marked_by_its_last_name(mark: Callable[..., Example]) -> None:
    example = mark(1, "blockaded", "PROTEST", recipients=[{"name": "Mayor Ruiz"}])
    assert _marked(example, "recipient") == ["Ruiz"]


def test_a_party_that_no_sentence_names_is_marked_nowhere(mark: Callable[..., Example]) -> None:
    example = mark(1, "blockaded", "PROTEST", actors=[{"name": "Omar Bah"}])
    assert _marked(example, "actor") == []
    assert _presences(example.events[0]) == ["earlier", "none", "none"]


@pytest.mark.parametrize(
    ("sentence", "trigger", "date", "link", "words"),
    [
        (0, "met", "Monday", "words", ["Monday"]),
        (1, "blockaded", "<Monday", "earlier", ["Monday"]),
        (2, "thanked", "<Monday", "earlier", ["Monday"]),
        (0, "met", "pub", "publication", []),
        (0, "met", "-", "none", []),
    ],
)
def test_what_dates_an_event_is_a_target(
    mark: Callable[..., Example], sentence: int, trigger: str, date: str, link: str, words: list[str]
) -> None:
    example = mark(sentence, trigger, "CONSULT", date=date)
    assert DATE_LINKS[example.events[0].date_link] == link
    assert _marked(example, "date") == words


@pytest.mark.parametrize(
    ("kind", "mode", "number"),
    [
        ("CONSULT", "visit", MODE_NUMBERS["CONSULT", "visit"]),
        ("CONSULT", None, MODE_NUMBERS["CONSULT", ""]),
        ("AGREE", None, IGNORED),
    ],
)
def test_modes_are_targets_of_types_that_have_some(
    mark: Callable[..., Example], kind: str, mode: str | None, number: int
) -> None:
    assert mark(0, "met", kind, mode=mode).events[0].mode == number


@pytest.mark.parametrize("status", STATUSES)
def test_the_status_is_a_target(mark: Callable[..., Example], status: str) -> None:
    assert mark(0, "met", "CONSULT", status=status).events[0].status == STATUSES.index(status)


@pytest.fixture(scope="module")
def long_cut(tokenizer: Tokenizer, make_document: MakeDocument, make_event: MakeEvent) -> Cut:
    """A document of many sentences, with an event in each."""
    sentences = [f"Ferrymen met{' the harbour guard' * (n % 11)} in {2000 + n}." for n in range(40)]
    events = [make_event(n, "met", "CONSULT", 9) for n in range(40)]
    return cut_documents(tokenizer, [make_document("31.01", sentences, events)])[0]


def _list_ids(windows: Sequence[Window]) -> list[list[int]]:
    return [w.ids.tolist() for w in windows]


def test_without_dice_windows_are_those_of_the_reader(long_cut: Cut) -> None:
    assert _list_ids(list(draw_windows(long_cut, None))) == _list_ids(pack_windows(long_cut.segments))


def test_with_dice_every_event_is_a_target_once(long_cut: Cut) -> None:
    for seed in range(5):
        examples = build_examples([long_cut], random.Random(seed))
        assert sum(len(e.events) for e in examples) == 40
        assert sum(int(e.types.sum()) for e in examples) == 40


def test_the_same_dice_give_the_same_windows(long_cut: Cut) -> None:
    first, again, other = (list(draw_windows(long_cut, random.Random(seed))) for seed in (1, 1, 2))
    assert _list_ids(first) == _list_ids(again) != _list_ids(other)
    assert len({len(w.ids) for w in first}) > 3
