"""Train the trees that say whether two figures are of one series: `python -m training.series.train FOLDER`.

FOLDER, one or more, holds stories as `tests/stories` has them. Prints, by cross-validation over stories, how
many of the pairs that the trees take for one series are, and how many of all such pairs they find.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from training.series.examples import Example, list_examples
from training.split import choose_fold
from transforms.figures.series.pair_features import NAMES
from transforms.figures.series.same_series import ENOUGH, MODEL_PATH
from transforms.tree_ensemble import store_trees

FOLDS = 10
LEAF_DECIMALS = 4
ROUNDS = 150
# What can only speak for one series, and what only against it.
FOR = frozenset({
    "topic", "rare_names", "told_words", "shared_parties", "same_owner", "words", "words_share",
    "measure_share", "same_counted", "same_value", "digits", "same_deed", "same_kind", "same_place",
})  # fmt: skip
AGAINST = frozenset({
    "other_party", "own_words", "other_words", "other_counted", "other_group", "ratio", "days", "rivals",
    "most_rivals", "other_cost",
})  # fmt: skip
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 5,
    "min_data_in_leaf": 12,
    "lambda_l2": 3.0,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "monotone_constraints": [(name in FOR) - (name in AGAINST) for name in NAMES],
    "num_threads": 1,
    "seed": 3,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
ABOUT = {
    "about": "Whether two figures of two reports are of one series: gradient-boosted trees, written by "
    "training.series.train.",
    "trained_on": "Our own invented stories.",
}


def main() -> None:
    """Judge by cross-validation over stories, train on all of them, write the trees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    examples = list_examples(arguments.folders)
    print(_cross_validate(examples))
    trees = store_trees(_train(examples).dump_model(), LEAF_DECIMALS)
    stored = {**ABOUT, "features": list(NAMES), "trees": trees}
    arguments.out.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


def _train(examples: Sequence[Example]) -> lightgbm.Booster:
    rows = np.array([e.row for e in examples], np.float32)
    data = lightgbm.Dataset(rows, [e.is_one for e in examples], feature_name=list(NAMES))
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def _cross_validate(examples: Sequence[Example]) -> str:
    taken = right = 0
    for fold in range(FOLDS):
        # A pair of two stories is judged where one of them is, and learned where none is.
        judged = [e for e in examples if any(choose_fold(s, FOLDS) == fold for s in e.stories)]
        booster = _train([e for e in examples if all(choose_fold(s, FOLDS) != fold for s in e.stories)])
        chances = booster.predict(np.array([e.row for e in judged], np.float32), num_threads=1)
        said = [e for e, chance in zip(judged, chances, strict=True) if chance >= ENOUGH]
        taken, right = taken + len(said), right + sum(e.is_one for e in said)
    told = sum(e.is_one for e in examples)
    precision, recall = right / taken, right / told
    return f"{len(examples)} pairs, {told} of one series: precision {precision:.3f}, recall {recall:.3f}"


if __name__ == "__main__":
    main()
