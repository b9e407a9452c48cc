"""Train the ranker of pronouns at parties' places: `python -m training.antecedents.train TEXTS [--out FILE]`.

TEXTS holds the texts of others whose labels lie beside ours (`training.texts`). Prints, by cross-validation
over documents and on those held out, how often the best candidate is right, by form, for the pronouns that
the actor finder leaves open: those that the ranker is asked for.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from training.antecedents.examples import Example, list_examples
from training.split import is_held_out
from training.teaching_texts import read_teaching_texts
from transforms.events.parties.antecedents import LEAST, MODEL_PATH
from transforms.events.parties.referents import FORMS, NAMES
from transforms.language.model import load_model
from transforms.tree_ensemble import store_trees

FOLDS = 5
LEAF_DECIMALS = 4
ROUNDS = 200
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 12,
    "max_depth": 5,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
ABOUT = {
    "about": "Ranker of pronouns that are parties of events: gradient-boosted trees, written by "
    "training.antecedents.train.",
    "trained_on": "Parties of our annotated reports, those held out aside, and of reports of Wikinews and "
    "Kremlin.ru (CC BY 2.5, CC BY 4.0).",
    "changes": "Only tree thresholds derived from the annotations are stored, none of the text.",
}
# Documents, each with its pronouns.
Documents = Sequence[Sequence[Example]]


def main() -> None:
    """List the pronouns, judge by cross-validation, train on all but those held out, write the trees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    nlp = load_model()
    taught: list[list[Example]] = []
    held_out: list[list[Example]] = []
    for text in read_teaching_texts(arguments.texts):
        found = list(list_examples(nlp, text))
        if found:
            (held_out if is_held_out(text.id) else taught).append(found)
    scored = [
        pair
        for fold in range(FOLDS)
        for pair in score_documents(
            train_trees([d for n, d in enumerate(taught) if n % FOLDS != fold]), taught[fold::FOLDS]
        )
    ]
    print(f"{FOLDS} folds", tell_scores(scored), sep="\n")
    booster = train_trees(taught)
    print("held out", tell_scores(score_documents(booster, held_out)), sep="\n")
    stored = {**ABOUT, "features": list(NAMES), "trees": store_trees(booster.dump_model(), LEAF_DECIMALS)}
    arguments.out.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


def train_trees(documents: Documents) -> lightgbm.Booster:
    """Train on all pronouns of documents, open or not."""
    rows = [row for d in documents for e in d for row in e.rows]
    labels = [label for d in documents for e in d for label in e.labels]
    data = lightgbm.Dataset(
        np.array(rows, dtype=np.float32), np.array(labels, dtype=np.float64), feature_name=list(NAMES)
    )
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def score_documents(booster: lightgbm.Booster, documents: Documents) -> list[tuple[str, float, bool]]:
    """Of every open pronoun the form, the best candidate's probability and whether it is right."""
    scored = []
    for example in (e for d in documents for e in d if e.is_open):
        if not example.rows:
            scored.append((example.form, 0.0, False))
            continue
        chances = booster.predict(np.array(example.rows, dtype=np.float32), num_threads=1)
        best = int(np.argmax(chances))
        scored.append((example.form, float(chances[best]), example.labels[best]))
    return scored


def tell_scores(scored: Sequence[tuple[str, float, bool]]) -> str:
    """Right of said of asked, by form and in all."""
    lines = []
    for form in (*FORMS, "all"):
        own = [s for s in scored if form in (s[0], "all")]
        said = [s for s in own if s[1] >= LEAST]
        right = sum(s[2] for s in said)
        expected = sum(s[1] for s in said)
        lines.append(f"  {form:5} {right} right of {len(said)} ({expected:.0f} expected), {len(own)} asked")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
