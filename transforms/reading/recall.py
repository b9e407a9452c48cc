"""Parties that the text tells before the sentence of an event, out of reach of the pass over it.

Where no words are taken for the actor or recipient of an event, the parties of the other events so far are
candidates. Each has a score of its words against the trigger (products of a key and what is asked) and of how
it stands to the event (distance, role, mentions); nobody has a score too. What all mentions of a candidate's
words have of the sum of powers is the probability that it is the party: from a cut on, it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transforms.reading.decode import Array
from transforms.reading.labels import STATUSES, TYPES
from transforms.reading.readings import Reading, WordSpan, measure_cosine, sort_spans
from transforms.reading.settle import PRESENT_ROLES, RECALLED

STEM = 6
# Words that tell parties apart: capitalised, or of so many letters.
SHORT = 4
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Candidate:
    """Words of a party of another event, and the number of that event's reading."""

    span: WordSpan
    stems: frozenset[str]
    owner: int


class ToldParties:
    """The actors and recipients of the readings of a document, from the sentence `first` on.

    `same` is 1 for every two candidates that share a word, (candidates, candidates).
    """

    def __init__(
        self, readings: Sequence[Reading], sentences: Sequence[str], first: int, same_event: float
    ) -> None:
        self.readings = readings
        self._sentences = sentences
        self._same_event = same_event
        self.candidates = [
            Candidate(span, stems, number)
            for number, reading in enumerate(readings)
            for role in RECALLED
            for span in reading.list_spans(role)
            if span.key and span.sentence >= first and (stems := stem_words(sentences, span))
        ]
        rows = [[bool(one.stems & other.stems) for other in self.candidates] for one in self.candidates]
        self.same = np.array(rows, np.float32).reshape(len(rows), len(rows))
        self._owners = np.array([c.owner for c in self.candidates], np.intp)
        self._places = np.array([c.span.sentence for c in self.candidates], np.intp)

    def list_near(self, number: int) -> NDArray[np.intp]:
        """Numbers of the candidates for a reading: of other readings, and not told behind its sentence."""
        is_near = (self._owners != number) & (self._places <= self.readings[number].sentence)
        return np.flatnonzero(is_near)

    def describe_pairs(self, role: str, number: int, near: NDArray[np.intp]) -> Array:
        """How each candidate stands to an event, (candidates, features)."""
        reading = self.readings[number]
        counts = self.same[np.ix_(near, near)].sum(1)
        other = RECALLED[1 - RECALLED.index(role)]
        taken = [
            {w for s in reading.list_spans(r) for w in stem_words(self._sentences, s)} for r in (role, other)
        ]
        rows = []
        for at, count in zip(near, counts, strict=True):
            candidate = self.candidates[at]
            owner, span = self.readings[candidate.owner], candidate.span
            cosine = measure_cosine(reading.group, owner.group)
            rows.append(
                [
                    np.log1p(reading.sentence - span.sentence),
                    reading.sentence == span.sentence,
                    span.role == role,
                    span.score,
                    np.log(count),
                    count / len(near),
                    cosine,
                    cosine >= self._same_event,
                    owner.kind == reading.kind,
                    owner.status == reading.status,
                    *(bool(candidate.stems & words) for words in taken),
                ]
            )
        return np.array(rows, np.float32)


@dataclass(frozen=True)
class PartyRecall:
    """Weights of two small networks a role, by name, the cuts of the roles, and of one event (cosine)."""

    weights: Mapping[str, Array]
    cuts: Mapping[str, float]
    same_event: float

    def fill(self, readings: Sequence[Reading], sentences: Sequence[str], first: int = 0) -> list[Reading]:
        """The readings of a document with the parties recalled; sentences before `first` lend none."""
        told = ToldParties(readings, sentences, first, self.same_event)
        filled = []
        for number, reading in enumerate(readings):
            recalled = [
                span
                for role in RECALLED
                if reading.asks and not reading.list_spans(role)
                for span in self._recall(told, role, number)
            ]
            spans = sort_spans((*reading.spans, *recalled)) if recalled else reading.spans
            filled.append(replace(reading, spans=spans))
        return filled

    def _recall(self, told: ToldParties, role: str, number: int) -> list[WordSpan]:
        """The best candidate for a role of a reading, if it is good enough."""
        near = told.list_near(number)
        if not len(near):
            return []
        reading = told.readings[number]
        keys = np.array([told.candidates[n].span.key for n in near], np.float32)
        pairs = told.describe_pairs(role, number, near)
        chances = self._weigh(role, reading, describe_event(role, reading), pairs, keys)
        totals = told.same[np.ix_(near, near)] @ chances
        # Of mentions of one party the one that fits best, by a hair.
        best = int(np.argmax(totals + 1e-6 * chances))
        if totals[best] < self.cuts[role]:
            return []
        return [replace(told.candidates[near[best]].span, role=role, score=float(totals[best]))]

    def _weigh(self, role: str, reading: Reading, event: Array, pairs: Array, keys: Array) -> Array:
        """The probability of each candidate; what is left is nobody's."""
        ask = np.array(reading.asks[RECALLED.index(role)], np.float32)
        rows = np.concatenate([pairs, np.repeat(event[None], len(pairs), 0)], 1)
        scores = self._run(f"{role}.pair", rows) + keys @ ask / np.sqrt(len(ask))
        nobody = self._run(f"{role}.nobody", np.concatenate([ask, event])[None])
        powers = np.concatenate([nobody, scores])
        powers = np.exp(powers - powers.max())
        return np.asarray(powers[1:] / powers.sum(), np.float32)

    def _run(self, name: str, rows: Array) -> Array:
        """One hidden layer: rows to scores."""
        hidden = rows @ self.weights[f"{name}.0.weight"].T + self.weights[f"{name}.0.bias"]
        scores = np.maximum(hidden, 0) @ self.weights[f"{name}.1.weight"].T + self.weights[f"{name}.1.bias"]
        return np.asarray(scores[:, 0], np.float32)


def stem_words(sentences: Sequence[str], span: WordSpan) -> frozenset[str]:
    """Beginnings of the words of a span that tell parties apart; of short words alone, those."""
    words: list[str] = WORD.findall(sentences[span.sentence][span.start : span.end])
    telling = [w for w in words if len(w) >= SHORT or w[0].isupper()] or words
    return frozenset(w.lower()[:STEM] for w in telling)


def describe_event(role: str, reading: Reading) -> Array:
    """What is known of the event: where the party is told, parties taken, type, status."""
    other = RECALLED[1 - RECALLED.index(role)]
    return np.array(
        [
            *reading.presences[PRESENT_ROLES.index(role)],
            len(reading.list_spans(role)),
            len(reading.list_spans(other)),
            *(reading.kind == name for name in TYPES),
            *(reading.status == name for name in STATUSES),
        ],
        np.float32,
    )
