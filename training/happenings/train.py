"""Learn the weights of signs that two mentions are one event: `python -m training.happenings.train FOLDER`.

FOLDER, one or more, holds stories as `tests/stories` has them; `--texts` names one with `wikinews.jsonl` and
`kremlin.jsonl`. Prints, by cross-validation over stories and reports, how many pairs of one event are found,
and how many others are taken for one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.happenings.examples import (
    IN_STORY,
    MOVED,
    OF_TWO_STORIES,
    Example,
    list_real_examples,
    list_story_examples,
)
from training.split import choose_fold
from transforms.events.rows.told_twice import MODEL_PATH, NAMES

FOLDS = 10
STEPS = 60  # of Newton's method, which needs a dozen
PENALTY = 1.0  # on the squares of weights of signs with variance 1
# Logarithm of odds from which two mentions are one event: chosen by the cross-validated pairs.
LEAST = -0.65
DECIMALS = 3
_REAL = "real reports"

Numbers = NDArray[np.float64]


def main() -> None:
    """Judge by cross-validation, learn from all pairs, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    examples = list(list_story_examples(arguments.folders))
    if arguments.texts is not None:
        examples += list_real_examples(arguments.texts)
    print(_cross_validate(examples))
    weights, constant = _learn(examples)
    stored = {
        "about": "Weights of signs that two mentions are one event, written by training.happenings.train.",
        "trained_on": "Our own invented stories; pairs of mentions in reports of Wikinews and Kremlin.ru.",
        "weights": {name: round(float(w), DECIMALS) for name, w in zip(NAMES, weights, strict=True)},
        "least": round(LEAST - constant, DECIMALS),
    }
    arguments.out.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _learn(examples: Sequence[Example]) -> tuple[Numbers, float]:
    """Weights and constant of a logistic regression with a penalty on large weights."""
    rows = np.array([e.row for e in examples])
    means, spreads = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    signs = np.column_stack([(rows - means) / spreads, np.ones(len(rows))])
    wanted = np.array([e.is_one for e in examples], float)
    counts = np.array([e.weight for e in examples])
    penalty = PENALTY * np.diag([*np.ones(len(NAMES)), 0.0])
    learned = np.zeros(signs.shape[1])
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(-signs @ learned))
        slope = signs.T @ (counts * (chances - wanted)) + penalty @ learned
        bend = (signs * (counts * chances * (1.0 - chances))[:, None]).T @ signs + penalty
        learned -= np.linalg.solve(bend + 1e-9 * np.eye(len(bend)), slope)
    weights = learned[:-1] / spreads
    return weights, float(learned[-1] - weights @ means)


def _cross_validate(examples: Sequence[Example]) -> str:
    kinds = {IN_STORY: "one story", OF_TWO_STORIES: "two stories", MOVED: "two stories, one moved"}
    found = {name: [0, 0] for name in (*kinds.values(), _REAL)}
    told = dict.fromkeys(found, 0)
    for fold in range(FOLDS):
        taught = [e for e in examples if all(choose_fold(name, FOLDS) != fold for name in e.told_by)]
        weights, constant = _learn(taught)
        # A pair of two stories is judged once, where the first of them is.
        for example in (e for e in examples if choose_fold(min(e.told_by), FOLDS) == fold):
            kind = kinds.get(example.weight, _REAL)
            told[kind] += example.is_one
            if float(weights @ np.array(example.row)) + constant >= LEAST:
                found[kind][not example.is_one] += 1
    lines = (
        f"{name}: {right} of {told[name]} pairs of one event found, {wrong} others taken for one"
        for name, (right, wrong) in found.items()
    )
    return "\n".join([f"{len(examples)} pairs", *lines])


if __name__ == "__main__":
    main()
