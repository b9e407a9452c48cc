"""Annotated documents as windows of word pieces with targets."""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from transforms.reading.labels import DATE_LINKS, MODES, PRESENCES, ROLES, STATUSES, TYPES
from transforms.reading.windows import (
    CONTEXT_PIECES,
    WINDOW_PIECES,
    Segment,
    Window,
    build_window,
    cut_segments,
    find_words,
    slice_bounds,
)

IGNORED = -100
MODE_NUMBERS = {pair: number for number, pair in enumerate(MODES)}
# One window in so many holds one sentence alone, one in so many is short: as texts of one line are.
ALONE, SHORT = 0.1, 0.25


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """Targets of the second pass over the pieces `start`..`end` of a window.

    `pieces` are the trigger's, counted from `start`. `roles` is (pieces, roles) with 0, 1 or IGNORED;
    `presences` says for actor, recipient and claimant where they are told.
    """

    start: int
    end: int
    pieces: tuple[int, ...]
    kind: int
    roles: NDArray[np.float32]
    status: int
    mode: int
    presences: tuple[int, int, int]
    date_link: int
    weight: float
    group: int


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the targets of the first pass: (pieces, types), 0..1 or IGNORED, and its events."""

    window: Window
    types: NDArray[np.float32]
    weights: NDArray[np.float32]
    events: tuple[MarkedEvent, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A document cut into segments, once."""

    document: dict[str, Any]
    segments: list[Segment]


def cut_documents(tokenizer: Tokenizer, documents: Iterable[dict[str, Any]]) -> list[Cut]:
    """Documents with their segments."""
    return [Cut(d, cut_segments(tokenizer, d["sentences"])) for d in documents]


def draw_windows(cut: Cut, dice: random.Random | None) -> Iterator[Window]:
    """Windows of a document: as the reader packs them, or (with dice) of varied lengths."""
    index, total = 0, len(cut.segments)
    while index < total:
        capacity, context = WINDOW_PIECES, CONTEXT_PIECES
        if dice is not None:
            draw = dice.random()
            if draw < ALONE:
                capacity, context = 1, 0
            elif draw < ALONE + SHORT:
                capacity, context = dice.randint(24, 90), dice.choice((0, CONTEXT_PIECES))
            else:
                capacity = dice.randint(100, WINDOW_PIECES)
        own, size = [index], len(cut.segments[index].ids) + 1
        while own[-1] + 1 < total and size + len(cut.segments[own[-1] + 1].ids) + 1 <= capacity:
            own.append(own[-1] + 1)
            size += len(cut.segments[own[-1]].ids) + 1
        yield build_window(cut.segments, own, context)
        index = own[-1] + 1


def build_examples(cuts: Sequence[Cut], dice: random.Random | None) -> list[Example]:
    """All windows of the documents with their targets, without those that teach nothing."""
    examples = (build_example(cut.document, window) for cut in cuts for window in draw_windows(cut, dice))
    return [example for example in examples if example.weights.any()]


def build_example(document: dict[str, Any], window: Window) -> Example:
    """Targets of a window."""
    types = np.zeros((len(window.ids), len(TYPES)), dtype=np.float32)
    weights = np.repeat((window.is_own & window.is_first).astype(np.float32)[:, None], len(TYPES), axis=1)
    if "corrected" in document:  # of other sentences it is not known which events they tell
        weights[~np.isin(window.sentence, document["corrected"])] = 0
    events = []
    for event in document["events"]:
        pieces = find_pieces(window, event["sentence"], event["trigger"]["span"], is_own=True)
        if not pieces:
            continue
        kind = TYPES.index(event["type"])
        types[list(pieces), kind] = 1
        if event["unsure"]:
            weights[list(pieces), kind] *= 0.5
        events.append(mark_event(document, event, window, pieces))
    return Example(window, types, weights, tuple(events))


def find_pieces(window: Window, sentence: int, span: Sequence[int], *, is_own: bool) -> tuple[int, ...]:
    """First pieces of the words that overlap a span of a sentence."""
    found = find_words(window, sentence, span[0], span[1])
    return tuple(int(i) for i in found if window.is_own[i] or not is_own)


def mark_event(
    document: dict[str, Any], event: dict[str, Any], window: Window, pieces: tuple[int, ...]
) -> MarkedEvent:
    """Targets of the second pass for an event."""
    start, end = slice_bounds(window, pieces[0])
    roles = np.zeros((end - start, len(ROLES)), dtype=np.float32)
    roles[~window.is_first[start:end]] = IGNORED
    presences = []
    for number, role in enumerate(("actors", "recipients", "places", "claimant")):
        here = False
        earlier = False
        for party in event[role]:
            if "span" in party:
                found = find_pieces(window, event["sentence"], party["span"], is_own=True)
                here = True
            else:
                found = find_earlier(document, window, party["name"], event["sentence"])
                earlier = True
            for piece in found:
                if start <= piece < end:
                    roles[piece - start, number] = 1
        presences.append(PRESENCES.index("here" if here else "earlier" if earlier else "none"))
    link = mark_date(document, event, window, roles, start, end)
    mode = event["mode"] or ""
    return MarkedEvent(
        start, end, tuple(p - start for p in pieces if p < end), TYPES.index(event["type"]), roles,
        STATUSES.index(event["status"]), MODE_NUMBERS.get((event["type"], mode), IGNORED),
        (presences[0], presences[1], presences[3]), DATE_LINKS.index(link),
        0.5 if event["unsure"] else 1.0, event["event"],
    )  # fmt: skip


def mark_date(
    document: dict[str, Any],
    event: dict[str, Any],
    window: Window,
    roles: NDArray[np.float32],
    start: int,
    end: int,
) -> str:
    """Mark the words that date an event; say what dates it."""
    date = event["date"]
    if date in ("-", "pub"):
        return "none" if date == "-" else "publication"
    words = date.lstrip("<")
    sentence = event["sentence"]
    text = None if date.startswith("<") else sentence
    for number in [text] if text is not None else range(sentence - 1, -1, -1):
        pieces = find_told(document, window, number, words)
        if pieces:
            for piece in (p for p in pieces if start <= p < end):
                roles[piece - start, ROLES.index("date")] = 1
            break
    return "words" if text is not None else "earlier"


def find_told(document: dict[str, Any], window: Window, sentence: int, words: str) -> tuple[int, ...]:
    """Pieces of exact words of a sentence, as far as the window holds them."""
    at = document["sentences"][sentence].find(words)
    return find_pieces(window, sentence, (at, at + len(words)), is_own=False) if at >= 0 else ()


def find_earlier(document: dict[str, Any], window: Window, name: str, sentence: int) -> tuple[int, ...]:
    """Pieces of the last words before (or else in) a sentence that name a party."""
    for number in range(sentence, -1, -1):
        text = document["sentences"][number]
        places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        if not places and len(name.split()) > 1 and name[0].isupper():
            last = re.escape(name.split()[-1])
            places = [m.span() for m in re.finditer(rf"(?<!\w){last}(?!\w)", text)]
        if places:
            return find_pieces(window, number, places[-1], is_own=False)
    return ()
