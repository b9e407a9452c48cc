"""The trained model that tells lines of an article from the lines around it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from transforms.documents.line_model.context import measure_context
from transforms.documents.line_model.features import measure_page
from transforms.documents.lines.repeats import list_stems
from transforms.tree_ensemble import TreeEnsemble, read_trees

MODEL_PATH = Path(__file__).with_name("line_model.json")


@dataclass(frozen=True, slots=True, eq=False)
class LineModel:
    """Lexicon and two ensembles: the second sees what the first says about the neighbours.

    `known` holds the shapes of short lines met so far, only to save time.
    """

    lexicon: Mapping[str, float]
    first: TreeEnsemble
    second: TreeEnsemble
    known: dict[str, list[float]] = field(default_factory=dict)

    def score_lines(self, texts: Sequence[str], blanks: Sequence[int]) -> NDArray[np.float64]:
        """Probability of being article content, for each line of a page in order.

        `blanks` is the number of empty lines before each line.
        """
        if not texts:
            return np.zeros(0)
        features = measure_page(texts, blanks, self.lexicon, self.known)
        return self.second.predict(
            measure_context(features, self.first.predict(features), [_list_stems(text) for text in texts])
        )


@lru_cache(maxsize=32768)  # what a site prints on every page is looked at once
def _list_stems(text: str) -> frozenset[str]:
    return frozenset(list_stems([text]))


@lru_cache(maxsize=1)
def load_line_model() -> LineModel:
    """The model that ships with the project."""
    stored = json.loads(MODEL_PATH.read_text(encoding="utf-8"))
    return LineModel(stored["lexicon"], read_trees(stored["first"]), read_trees(stored["second"]))
