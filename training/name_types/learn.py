"""What is learned of types of names: keys by counts, the rest by boosted trees, one set a class."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from training.name_types.labels import LabelledNames
from transforms.actors.entities import Entity
from transforms.actors.names.type_evidence import CLASSES, NAMES, TYPES, TypeMeasurer, softmax
from transforms.actors.names.type_keys import FAMILIES, Lore, list_keys, list_own_keys
from transforms.actors.reference.places import load_places
from transforms.actors.reference.tables import read_table
from transforms.lexicon.spelling import fold

LEAST_COUNT = 3
SMOOTHING = 2.0
MOST_CITIES = 8_000
ROUNDS = 140
# Of the linear head over the reader's states.
HEAD_STEPS, HEAD_RATE, DECAY = 250, 0.02, 1e-3
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 10,
    "max_depth": 4,
    "min_data_in_leaf": 10,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}

Counts = dict[str, dict[str, Counter[str]]]


def learn_lore(documents: Iterable[LabelledNames]) -> Lore:
    """Log odds of each type by key, against the types of all names; names of the tables teach as well."""
    counts: Counts = {family: defaultdict(Counter) for family in FAMILIES}
    for document in documents:
        labelled = zip(document.entities, document.right, strict=True)
        told = [(e, right) for e, right in labelled if right in TYPES]
        told += [(e, "location" if e.type == "country" else e.type) for e in document.known]
        for entity, kind in told:
            _count_entity(counts, document, entity, kind)
    _count_tables(counts)
    return {family: _weigh(found) for family, found in counts.items()}


def _count_entity(counts: Counts, document: LabelledNames, entity: Entity, kind: str) -> None:
    """The keys of the places of a name, and those of its own words where no table knows it."""
    keys = {k for s in entity.spans for k in list_keys(document.words, s)}
    own = set(list_own_keys(entity.name)) if entity.reference is None else set()
    for family, key in keys | own:
        counts[family][key][kind] += 1


def _count_tables(counts: Counts) -> None:
    """Endings and last words of the tables' persons, bodies and places."""
    rows = [(row["name"], "person") for row in read_table("people.csv")]
    rows += [(row["name"], "organisation") for row in read_table("organisations.csv")]
    places = sorted(load_places())
    rows += [(name, "location") for name in places[:: max(1, len(places) // MOST_CITIES)]]
    for name, kind in rows:
        for family, key in list_own_keys(fold(name)):
            counts[family][key][kind] += 1


def _weigh(found: dict[str, Counter[str]]) -> dict[str, list[float]]:
    total: Counter[str] = Counter()
    for told in found.values():
        total.update(told)
    base = {kind: (total[kind] + 1) / (total.total() + 3) for kind in TYPES}
    return {
        key: [
            round(math.log((told[k] + SMOOTHING * base[k]) / (told.total() + SMOOTHING) / base[k]), 2)
            for k in TYPES
        ]
        for key, told in sorted(found.items())
        if told.total() >= LEAST_COUNT
    }


def measure_rows(document: LabelledNames, lore: Lore, read: NDArray[np.float64]) -> NDArray[np.float32]:
    """A row for each name of a document; `read` holds the chances that the reader's states give."""
    measurer = TypeMeasurer(document.words, document.entities, document.known, lore, read.tolist())
    rows = [measurer.measure(e) for e in document.entities]
    return np.array(rows, dtype=np.float32).reshape(-1, len(NAMES))


def train_trees(
    rows: NDArray[np.float32], right: Sequence[str], weights: Sequence[float]
) -> dict[str, lightgbm.Booster]:
    """Trees of each class, that class against the others."""
    kept = [i for i, label in enumerate(right) if label in CLASSES]
    boosters = {}
    for kind in CLASSES:
        labels = np.array([right[i] == kind for i in kept], dtype=np.float64)
        data = lightgbm.Dataset(
            rows[kept], labels, weight=np.array([weights[i] for i in kept]), feature_name=list(NAMES)
        )
        boosters[kind] = lightgbm.train(PARAMETERS, data, ROUNDS)
    return boosters


def fit_head(
    states: NDArray[np.float64], right: Sequence[str], weights: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights (width, classes) and bias of a linear head over states, by regularised maximum likelihood."""
    centre, scale = states.mean(0), states.std(0) + 1e-6
    rows, labels = (states - centre) / scale, np.array([CLASSES.index(r) for r in right])
    wanted = np.eye(len(CLASSES))[labels]
    share = (np.array(weights) / sum(weights))[:, None]
    weight, bias = np.zeros((rows.shape[1], len(CLASSES))), np.zeros(len(CLASSES))
    moments = [np.zeros_like(weight), np.zeros_like(weight), np.zeros_like(bias), np.zeros_like(bias)]
    for step in range(1, HEAD_STEPS + 1):
        off = (softmax(rows @ weight + bias) - wanted) * share
        for value, slope, first in ((weight, rows.T @ off + DECAY * weight, 0), (bias, off.sum(0), 2)):
            moments[first] += (slope - moments[first]) * 0.1
            moments[first + 1] += (slope**2 - moments[first + 1]) * 0.01
            mean, square = moments[first] / (1 - 0.9**step), moments[first + 1] / (1 - 0.99**step)
            value -= HEAD_RATE * mean / (np.sqrt(square) + 1e-8)
    weight /= scale[:, None]
    return weight, bias - centre @ weight
