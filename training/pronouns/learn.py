"""Boosted trees over pairs of a pronoun and a candidate: examples, training, folds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import lightgbm
import numpy as np

from training.pronouns.labels import LabelledDocument
from transforms.actors.pronouns.features import NAMES
from transforms.actors.pronouns.find import Choice, resolve_pronouns, tells_actor
from transforms.actors.pronouns.referents import Referent
from transforms.actors.pronouns.spots import Pronoun

# Features of which more never speaks against a candidate (1), or never for it (-1).
RISING = {
    "gender": 1, "same_form": 1, "is_last_of_form": 1, "near_subject": 1, "salience": 1, "salience_share": 1,
    "sentences_back": -1, "named_back": -1,
}  # fmt: skip
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 7,
    "max_depth": 3,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "monotone_constraints": [RISING.get(name, 0) for name in NAMES],
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
ROUNDS = 150
LEAST_SCORE = 0.2


@dataclass(slots=True)
class Examples:
    """Rows of features with their labels."""

    rows: list[Sequence[float]] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)

    def extend(self, other: Examples) -> None:
        """Take up other examples."""
        self.rows.extend(other.rows)
        self.labels.extend(other.labels)


def list_examples(document: LabelledDocument, history: lightgbm.Booster | None = None) -> Examples:
    """The pairs of a document, each pronoun seen after the ones before were resolved.

    Resolved rightly, or by `history`: what a ranker does wrong is part of what it must learn to live with.
    """
    found = Examples()

    def choose(p: Pronoun, candidates: Sequence[Referent], rows: Sequence[Sequence[float]]) -> Choice:
        if p.at not in document.right:
            return None
        right = [document.is_right(p, r) for r in candidates]
        is_actor_right = any(r.entities and ok for r, ok in zip(candidates, right, strict=True))
        labels = [
            ok and (bool(r.entities) or not is_actor_right) for r, ok in zip(candidates, right, strict=True)
        ]
        found.rows.extend(rows)
        found.labels.extend(labels)
        if history is not None:
            best, score = _choose_best(history, rows)
            return (candidates[best], score) if score >= LEAST_SCORE else None
        return next(((r, 1.0) for r, is_right in zip(candidates, labels, strict=True) if is_right), None)

    forget_pronouns(document.referents)
    for _ in resolve_pronouns(document.told.words, document.referents, choose):
        pass
    return found


def train_trees(examples: Examples) -> lightgbm.Booster:
    """Train on examples."""
    data = lightgbm.Dataset(
        np.array(examples.rows, dtype=np.float32), np.array(examples.labels, dtype=np.float64),
        feature_name=list(NAMES),
    )  # fmt: skip
    return lightgbm.train(PARAMETERS, data, ROUNDS)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a ranker says of a pronoun: the best candidate's probability, whether it is an actor and right."""

    form: str
    score: float
    is_actor: bool
    is_right: bool
    is_wanted: bool


def answer_pronouns(
    document: LabelledDocument, boosters: Mapping[str, lightgbm.Booster], cuts: Mapping[str, float]
) -> list[Answer]:
    """The answers to the labelled pronouns that have candidates; below a cut none is taken up."""
    answers: list[Answer] = []

    def choose(p: Pronoun, candidates: Sequence[Referent], rows: Sequence[Sequence[float]]) -> Choice:
        best, score = _choose_best(boosters[p.form], rows)
        referent = candidates[best]
        if p.at in document.right:
            is_right = document.is_right(p, referent)
            answers.append(Answer(p.form, score, tells_actor(p, referent), is_right, p.at in document.wanted))
        return (referent, score) if score >= cuts[p.form] else None

    forget_pronouns(document.referents)
    for _ in resolve_pronouns(document.told.words, document.referents, choose):
        pass
    return answers


def train_on(documents: Sequence[LabelledDocument], reports: Sequence[Examples] = ()) -> lightgbm.Booster:
    """Train on documents: each with a right history, and with that of trees that did not see it.

    The examples of annotated `reports` have a right history only.
    """
    right = [list_examples(d) for d in documents]
    examples = _join([*right, *reports])
    for half in (0, 1):
        teacher = train_trees(_join([*right[half::2], *reports[half::2]]))
        examples.extend(_join([list_examples(d, teacher) for d in documents[1 - half :: 2]]))
    return train_trees(examples)


def _join(parts: Sequence[Examples]) -> Examples:
    joined = Examples()
    for part in parts:
        joined.extend(part)
    return joined


def _choose_best(booster: lightgbm.Booster, rows: Sequence[Sequence[float]]) -> tuple[int, float]:
    scores = booster.predict(np.array(rows, dtype=np.float32), num_threads=1)
    best = int(np.argmax(scores))
    return best, float(scores[best])


def forget_pronouns(referents: Sequence[Referent]) -> None:
    """Take back what resolving the pronouns of a document has told its candidates."""
    for r in referents:
        r.spots = [s for s in r.spots if s.kind != "pronoun"]
        r.forms.clear()
