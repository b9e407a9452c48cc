"""Train the ranker of pronouns: `python -m training.pronouns.train TEXTS [--out MODEL.json]`.

TEXTS holds gum_news.jsonl and gum_interview.jsonl (chains of GUM with offsets; its texts are not ours).
Prints precision, recall and F of each class of pronouns by cross-validation over documents.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from training.pronouns.labels import LabelledDocument, label_chains
from training.pronouns.learn import Answer, answer_pronouns, train_on
from training.standoff import read_lines
from transforms.actors.pronouns.features import NAMES
from transforms.actors.pronouns.ranker import MODEL_PATH
from transforms.actors.reference.pronoun_words import CLASSES, load_pronoun_words
from transforms.language.model import load_model
from transforms.tree_ensemble import store_trees

FOLDS = 6
LEAF_DECIMALS = 4
LEAST_PRECISION = 0.7
START_CUTS = dict.fromkeys(CLASSES, 0.2)
ABOUT = {
    "about": "Ranker of pronouns: gradient-boosted trees, written by training.pronouns.train.",
    "trained_on": "Mention chains of news and interviews of GUM (Georgetown University Multilayer corpus, "
    "Amir Zeldes and others; annotations CC BY 4.0, https://creativecommons.org/licenses/by/4.0/; texts of "
    "Wikinews, CC BY 2.5).",
    "changes": "Only tree thresholds derived from the chains are stored, none of the text.",
}


def main() -> None:
    """Label the documents, judge by cross-validation, train on all and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    nlp = load_model()
    chains = {
        name: [label_chains(nlp, r) for r in read_lines(arguments.texts / f"gum_{name}.jsonl")]
        for name in ("news", "interview")
    }
    answers = cross_validate(chains)
    cuts = choose_cuts(answers["news"])
    for name, documents in chains.items():
        print(f"GUM {name}, {FOLDS} folds")
        print(tell_scores(answers[name], documents, cuts))
    booster = train_on([*chains["news"], *chains["interview"]])
    stored = {
        **ABOUT,
        "features": list(NAMES),
        "cuts": cuts,
        "trees": store_trees(booster.dump_model(), LEAF_DECIMALS),
    }
    arguments.out.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{arguments.out.name}: {arguments.out.stat().st_size / 1e6:.2f} MB")


def cross_validate(chains: Mapping[str, Sequence[LabelledDocument]]) -> dict[str, list[Answer]]:
    """Answers to the pronouns of each set, each document by trees that did not see it."""
    answers: dict[str, list[Answer]] = {name: [] for name in chains}
    for fold in range(FOLDS):
        taught = [d for listed in chains.values() for n, d in enumerate(listed) if n % FOLDS != fold]
        booster = train_on(taught)
        for name, listed in chains.items():
            for document in listed[fold::FOLDS]:
                answers[name] += answer_pronouns(document, booster, START_CUTS)
    return answers


def choose_cuts(answers: Sequence[Answer]) -> dict[str, float]:
    """For each class the cut of best F among those of enough precision."""
    cuts = {}
    for form in CLASSES:
        own = [a for a in answers if a.form == form]
        wanted = sum(a.is_wanted for a in own)
        tried = []
        for cut in np.arange(0.1, 0.9, 0.02):
            right, said = _count(own, float(cut))
            precision = right / said if said else 0.0
            tried.append(
                (precision >= LEAST_PRECISION, 2 * right / (said + wanted or 1), round(float(cut), 2))
            )
        cuts[form] = max(tried)[2]
    return cuts


def _count(answers: Sequence[Answer], cut: float) -> tuple[int, int]:
    """How many actors are right, and how many are said, above a cut."""
    said = [a for a in answers if a.is_actor and a.score >= cut]
    return sum(a.is_right for a in said), len(said)


def tell_scores(
    answers: Sequence[Answer], documents: Sequence[LabelledDocument], cuts: Mapping[str, float]
) -> str:
    """Precision, recall and F by class, with counts."""
    wanted: Counter[str] = Counter()
    for document in documents:
        wanted.update(load_pronoun_words().class_of[document.told.words.lower[i]] for i in document.wanted)
    lines = []
    for form in CLASSES:
        right, said = _count([a for a in answers if a.form == form], cuts[form])
        precision, recall = right / said if said else 0.0, right / wanted[form] if wanted[form] else 0.0
        f = 2 * right / (said + wanted[form] or 1)
        lines.append(
            f"  {form:5} P {precision:.3f}  R {recall:.3f}  F {f:.3f}  "
            f"({right} right of {said} said, {wanted[form]} wanted; cut {cuts[form]})"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
