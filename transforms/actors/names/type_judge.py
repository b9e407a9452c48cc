"""Trained trees that correct the type of names which no table has, and drop what is no actor's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from schemas.document_actors import ActorType
from transforms.actors.entities import TYPE_JUDGED, Entity
from transforms.actors.names.lone_words import METHOD as LONE
from transforms.actors.names.reader_states import StatePool
from transforms.actors.names.type_evidence import CLASSES, NAMES, TYPES, TypeMeasurer, softmax
from transforms.actors.names.type_keys import Lore
from transforms.actors.reference.tables import DATA
from transforms.actors.words import Words
from transforms.tree_ensemble import TreeEnsemble, read_model, read_trees

MODEL_PATH = DATA / "name_types.json"
# Names that their shape or quotation marks alone make those of bodies.
SHAPES = frozenset({"shape:body", "shape:quoted"})
# What another type must be for a name to be corrected: likelier than not.
LEAST_CHANCE = 0.5
MARGINS = ("margin", "margin_none")
# As `TYPES`.
ACTOR_TYPES: tuple[ActorType, ...] = ("person", "organisation", "location")


@dataclass(frozen=True, slots=True, eq=False)
class TypeJudge:
    """Trees by class, with a linear head over the reader's states, whose chances are features of theirs.

    `margin` is by how much another type must be likelier than the present one, `margin_none` "none" than all.
    """

    trees: Mapping[str, TreeEnsemble]
    lore: Lore
    weight: NDArray[np.float64]
    bias: NDArray[np.float64]
    margin: float
    margin_none: float


@lru_cache(maxsize=1)
def load_type_judge() -> TypeJudge:
    """The judge that ships with the project.

    Raises:
        ValueError: it was trained on other features than are measured.
    """
    stored = read_model(MODEL_PATH, NAMES)
    trees = {kind: read_trees(stored["trees"][kind]) for kind in CLASSES}
    weight, bias = np.array(stored["head"]["weight"]), np.array(stored["head"]["bias"])
    return TypeJudge(trees, stored["lore"], weight, bias, *(stored[name] for name in MARGINS))


def read_chances(states: NDArray[np.floating]) -> NDArray[np.float64]:
    """Chances of `CLASSES` by the reader's states alone, in rows."""
    judge = load_type_judge()
    return softmax(states @ judge.weight + judge.bias)


def mean_states(entities: Sequence[Entity], pool: StatePool) -> NDArray[np.float64]:
    """The mean state of the reader at the places of each name, in rows; zeros where nothing was read."""
    states = pool([s for e in entities for s in e.spans])
    owners = np.repeat(np.arange(len(entities)), [len(e.spans) for e in entities])
    is_read = states.any(axis=1)
    sums = np.zeros((len(entities), states.shape[1]))
    np.add.at(sums, owners[is_read], states[is_read])
    counts = np.bincount(owners[is_read], minlength=len(entities))[:, None]
    return np.asarray(sums / np.maximum(counts, 1))


def judge_types(
    entities: Sequence[Entity], known: Sequence[Entity], words: Words, pool: StatePool
) -> list[Entity]:
    """The names with the likeliest types, each with its probability as confidence, without those of no actor.

    `known` are the actors of the tables, which tell of the names beside them.
    """
    if not entities:
        return []
    judge = load_type_judge()
    read = read_chances(mean_states(entities, pool))
    measurer = TypeMeasurer(words, entities, known, judge.lore, read.tolist())
    rows = np.array([measurer.measure(e) for e in entities], dtype=np.float32)
    chances = np.stack([judge.trees[kind].predict(rows) for kind in CLASSES], axis=1)
    chances /= chances.sum(axis=1, keepdims=True)
    kept = []
    for entity, told in zip(entities, chances.tolist(), strict=True):
        own = told[TYPES.index(entity.type)] if entity.type in TYPES else 0.0
        best = max(range(len(TYPES)), key=told.__getitem__)
        # Who is told by a surname alone was judged by trees that learned of such words; shapes tell bodies.
        is_judged = any(s.method == LONE or s.method in SHAPES for s in entity.spans)
        if told[-1] - max(own, told[best]) >= judge.margin_none and not is_judged:
            continue
        if told[best] >= max(LEAST_CHANCE, own + judge.margin) and not is_judged:
            entity.type, entity.method, own = ACTOR_TYPES[best], TYPE_JUDGED, told[best]
        entity.confidence = round(own, 2)
        kept.append(entity)
    return kept
