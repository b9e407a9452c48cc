"""Persons told by a lone surname that the language model missed or took for a body, by trained trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from transforms.actors.name_spans import NameSpan
from transforms.actors.names.lone_words import (
    METHOD,
    NAMES,
    LoneWordMeasurer,
    Lore,
    find_lone_words,
    is_told_person,
)
from transforms.actors.names.reader_states import StatePool
from transforms.actors.names.type_judge import read_chances
from transforms.actors.reference.tables import DATA
from transforms.actors.words import Words
from transforms.tree_ensemble import TreeEnsemble, read_model, read_trees

MODEL_PATH = DATA / "lone_words.json"
# The mean of what the trees and the reader's states say from which a word is a person's.
LEAST_MEAN = 0.5
# Of a word that the model takes for another's name the states must give a person at least this chance.
LEAST_READ = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class LoneWordJudge:
    """Trees that say how probably a lone word is a person's name, with the least that is enough."""

    trees: TreeEnsemble
    lore: Lore
    cut: float


@lru_cache(maxsize=1)
def load_judge() -> LoneWordJudge:
    """The judge that ships with the project.

    Raises:
        ValueError: it was trained on other features than are measured.
    """
    stored = read_model(MODEL_PATH, NAMES)
    return LoneWordJudge(read_trees(stored["trees"]), Lore(stored["endings"], stored["heads"]), stored["cut"])


def settle_lone_words(words: Words, spans: Sequence[NameSpan], pool: StatePool) -> list[NameSpan]:
    """The spans with the lone words that are persons: those of the model retyped, those it missed added.

    The occurrences of one word are judged together, by the mean of their probabilities. `pool` gives the
    reader's states, which can tell a person where the trees alone are not sure enough.
    """
    lone = find_lone_words(words, spans)
    if not lone:
        return list(spans)
    judge = load_judge()
    measurer = LoneWordMeasurer(words, spans, lone, judge.lore)
    rows = np.array([measurer.measure(i) for i in lone], dtype=np.float32)
    told: dict[str, list[float]] = {}
    seen = {s.first for s in spans}
    read = read_chances(pool([NameSpan(i, i + 1, "person", "PERSON", None, METHOD) for i in lone]))[:, 0]
    for i, probability, by_states in zip(lone, judge.trees.predict(rows), read, strict=True):
        # "The Fado nightclub": what qualifies a noun is left to the trees, as are plurals ("Tutsis").
        is_single = words.dep[i] != "compound" and words.tag[i] == "NNP"
        mean = (probability + by_states) / 2 + judge.cut - LEAST_MEAN if is_single else 0.0
        denied = is_single and i in seen and by_states < LEAST_READ
        sure = 1.0 if is_told_person(words, i) else 0.0 if denied else float(max(probability, mean))
        told.setdefault(words.text[i], []).append(sure)
    persons = {i for i in lone if sum(told[words.text[i]]) >= judge.cut * len(told[words.text[i]])}
    kept = [s for s in spans if not (s.first in persons and s.last - s.first == 1)]
    return [*kept, *(NameSpan(i, i + 1, "person", "PERSON", None, METHOD) for i in sorted(persons))]
