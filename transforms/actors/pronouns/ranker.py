"""The trained trees that say how probably a candidate is whom a pronoun means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from transforms.actors.pronouns.features import NAMES
from transforms.actors.reference.tables import DATA
from transforms.tree_ensemble import TreeEnsemble, read_model, read_trees

MODEL_PATH = DATA / "pronoun_ranker.json"


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """By class of pronoun the trees and the probability that the best candidate needs."""

    trees: Mapping[str, TreeEnsemble]
    cuts: Mapping[str, float]

    def score(self, form: str, rows: Sequence[Sequence[float]]) -> list[float]:
        """Probability for each row of features of one class of pronouns."""
        return [float(p) for p in self.trees[form].predict(np.array(rows, dtype=np.float32))]


@lru_cache(maxsize=1)
def load_ranker() -> Ranker:
    """The ranker that ships with the project.

    Raises:
        ValueError: it was trained on other features than are measured.
    """
    stored = read_model(MODEL_PATH, NAMES)
    trees = {name: read_trees(told) for name, told in stored["trees"].items()}
    return Ranker({form: trees[name] for form, name in stored["trees_of"].items()}, stored["cuts"])
