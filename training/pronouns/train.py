"""Train the ranker of pronouns: `python -m training.pronouns.train TEXTS REPORTS [--out MODEL.json]`.

TEXTS holds gum_news.jsonl and gum_interview.jsonl (chains of GUM with offsets; its texts are not ours),
REPORTS the texts of others whose labels lie beside ours (`training.texts`). "He" and "she" are learned from
both, "they" from GUM alone: in the reports only parties of events are labelled.
Prints precision, recall and F of each class of pronouns by cross-validation over documents, and on the
reports that are held out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import lightgbm
import numpy as np
from spacy.language import Language

from training.pronouns.labels import LabelledDocument, label_chains, label_parties
from training.pronouns.learn import Answer, Examples, answer_pronouns, list_examples, train_on
from training.split import is_held_out
from training.standoff import read_lines
from training.teaching_texts import read_teaching_texts
from transforms.actors.find import tell_actors
from transforms.actors.pronouns.features import NAMES
from transforms.actors.pronouns.ranker import MODEL_PATH
from transforms.actors.reference.pronoun_words import CLASSES, load_pronoun_words
from transforms.language.model import load_model
from transforms.language.parse import CleanText, parse_text
from transforms.tree_ensemble import store_trees

FOLDS = 6
LEAF_DECIMALS = 4
# Which trees rank the candidates of which class.
TREES_OF = {"he": "persons", "she": "persons", "they": "several"}
LEAST_PRECISION = 0.7
START_CUTS = dict.fromkeys(CLASSES, 0.2)
ABOUT = {
    "about": "Ranker of pronouns: gradient-boosted trees, written by training.pronouns.train.",
    "trained_on": "Mention chains of news and interviews of GUM (Georgetown University Multilayer corpus, "
    "Amir Zeldes and others; annotations CC BY 4.0, https://creativecommons.org/licenses/by/4.0/; texts of "
    "Wikinews, CC BY 2.5).",
    "reports": "Parties of our annotated reports, those held out aside, and of reports of Wikinews and "
    "Kremlin.ru (CC BY 2.5, CC BY 4.0).",
    "changes": "Only tree thresholds derived from the chains are stored, none of the text.",
}


def main() -> None:
    """Label the documents, judge by cross-validation, train on all and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    nlp = load_model()
    chains = {
        name: [label_chains(nlp, r) for r in read_lines(arguments.texts / f"gum_{name}.jsonl")]
        for name in ("news", "interview")
    }
    reports, held_out = label_reports(nlp, arguments.reports)
    taught = [list_examples(d) for d in reports]
    answers = cross_validate(chains, taught)
    cuts = choose_cuts(answers["news"])
    for name, documents in chains.items():
        print(f"GUM {name}, {FOLDS} folds")
        print(tell_scores(answers[name], documents, cuts))
    boosters = train_both([*chains["news"], *chains["interview"]], taught)
    held = [a for d in held_out for a in answer_pronouns(d, by_class(boosters), START_CUTS)]
    print("Reports held out")
    print(tell_scores(held, held_out, cuts))
    write_model(boosters, cuts, arguments.out)


def label_reports(nlp: Language, texts: Path) -> tuple[list[LabelledDocument], list[LabelledDocument]]:
    """The annotated reports in which a pronoun is resolved: those to learn from, those held out."""
    parts: tuple[list[LabelledDocument], list[LabelledDocument]] = [], []
    for text in read_teaching_texts(texts):
        day = date.fromisoformat(text.published)
        told = tell_actors(parse_text(nlp, CleanText(text.id, text.text, None, day, "day")))
        document = label_parties(text.id, told, text.parties)
        if document.right:
            parts[is_held_out(text.id)].append(document)
    return parts


def train_both(
    documents: Sequence[LabelledDocument], reports: Sequence[Examples]
) -> dict[str, lightgbm.Booster]:
    """The trees by the name under which they are stored."""
    return {"persons": train_on(documents, reports), "several": train_on(documents)}


def by_class(boosters: Mapping[str, lightgbm.Booster]) -> dict[str, lightgbm.Booster]:
    """The trees by class of pronouns."""
    return {form: boosters[name] for form, name in TREES_OF.items()}


def write_model(boosters: Mapping[str, lightgbm.Booster], cuts: Mapping[str, float], path: Path) -> None:
    """Write the trees with the cuts."""
    stored = {
        **ABOUT,
        "features": list(NAMES),
        "cuts": cuts,
        "trees_of": TREES_OF,
        "trees": {name: store_trees(b.dump_model(), LEAF_DECIMALS) for name, b in boosters.items()},
    }
    path.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


def cross_validate(
    chains: Mapping[str, Sequence[LabelledDocument]], reports: Sequence[Examples]
) -> dict[str, list[Answer]]:
    """Answers to the pronouns of each set, each document by trees that did not see it."""
    answers: dict[str, list[Answer]] = {name: [] for name in chains}
    for fold in range(FOLDS):
        taught = [d for listed in chains.values() for n, d in enumerate(listed) if n % FOLDS != fold]
        boosters = by_class(train_both(taught, reports))
        for name, listed in chains.items():
            for document in listed[fold::FOLDS]:
                answers[name] += answer_pronouns(document, boosters, START_CUTS)
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
