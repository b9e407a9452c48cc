"""What is learned of lone words: endings and words above them by counts, the rest by boosted trees."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import lightgbm
import numpy as np

from training.names.labels import LabelledWords
from transforms.actors.names.lone_words import (
    NAMES,
    LoneWordMeasurer,
    Lore,
    find_head_key,
    list_ending_keys,
)
from transforms.actors.reference.places import load_places
from transforms.actors.reference.tables import read_table
from transforms.lexicon.spelling import fold

LEAST_COUNT = 5
MOST_CITIES = 12_000
# Features of which more never speaks against a person (1), or never for one (-1).
RISING = {
    "head_score": 1, "ending": 1, "is_city": -1, "as_person": 1, "as_body": -1, "as_place": -1,
    "in_longer": -1,
}  # fmt: skip
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 7,
    "max_depth": 4,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "monotone_constraints": [RISING.get(name, 0) for name in NAMES],
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
ROUNDS = 120


def learn_lore(documents: Iterable[LabelledWords]) -> Lore:
    """Log odds of persons by the word above a name, of surnames by ending (against names of cities)."""
    persons, others = Counter[str](), Counter[str]()
    for document in documents:
        for i, is_person in document.known:
            (persons if is_person else others)[find_head_key(document.words, i)] += 1
    surnames, cities = Counter[str](), Counter[str]()
    for row in read_table("people.csv"):
        surnames.update(list_ending_keys(row["name"].split()[-1]))
    single = sorted(name for name in load_places() if " " not in name)
    for name in single[:: max(1, len(single) // MOST_CITIES)]:
        cities.update(list_ending_keys(fold(name)))
    return Lore(_weigh(surnames, cities), _weigh(persons, others))


def _weigh(yes: Counter[str], no: Counter[str]) -> dict[str, float]:
    total_yes, total_no = yes.total() + 1, no.total() + 1
    return {
        key: round(math.log((yes[key] + 1) / total_yes) - math.log((no[key] + 1) / total_no), 2)
        for key in sorted({*yes, *no})
        if yes[key] + no[key] >= LEAST_COUNT
    }


def measure_rows(document: LabelledWords, lore: Lore) -> tuple[list[list[float]], list[bool]]:
    """Features and labels of the lone words of a document."""
    measurer = LoneWordMeasurer(document.words, document.spans, list(document.right), lore)
    return [measurer.measure(i) for i in document.right], list(document.right.values())


def train_trees(documents: Sequence[LabelledWords], lore: Lore) -> lightgbm.Booster:
    """Train on the lone words of documents."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    for document in documents:
        own, told = measure_rows(document, lore)
        rows += own
        labels += told
    data = lightgbm.Dataset(
        np.array(rows, dtype=np.float32), np.array(labels, dtype=np.float64), feature_name=list(NAMES)
    )
    return lightgbm.train(PARAMETERS, data, ROUNDS)
