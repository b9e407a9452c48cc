"""Train the judge of lone words: `python -m training.names.train TEXTS COREF [--out MODEL.json]`.

TEXTS holds texts of others whose labels lie beside ours (`training.texts`), COREF holds gum_news.jsonl and
gum_interview.jsonl. Prints precision and recall by cross-validation over documents.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from spacy.language import Language

from training.names.labels import LabelledWords, label_chains, label_told
from training.names.learn import learn_lore, measure_rows, train_trees
from training.split import is_held_out
from training.standoff import read_lines
from training.teaching_texts import TeachingText, read_teaching_texts
from transforms.actors.find import tell_actors
from transforms.actors.names.find import find_told_spans
from transforms.actors.names.lone_persons import MODEL_PATH
from transforms.actors.names.lone_words import NAMES
from transforms.language.model import load_model
from transforms.language.parse import CleanText, parse_text
from transforms.tree_ensemble import store_trees

FOLDS = 4
LEAF_DECIMALS = 4
CUT = 0.55
ABOUT = {
    "about": "Judge of lone words (a person?): gradient-boosted trees, written by training.names.train.",
    "trained_on": "Surnames of our annotated reports; entity types of news and interviews of GUM (Georgetown "
    "University Multilayer corpus, Amir Zeldes and others; annotations CC BY 4.0, "
    "https://creativecommons.org/licenses/by/4.0/; texts of Wikinews, CC BY 2.5, and Kremlin.ru, CC BY 4.0).",
    "changes": "Only counts of words and thresholds of trees are stored, none of the texts.",
}


def main() -> None:
    """Label the documents, judge by cross-validation, train on all and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("coref", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    nlp = load_model()
    documents = [*label_reports(nlp, arguments.texts), *label_gum(nlp, arguments.coref)]
    print(tell_scores(documents))
    write_model(documents, arguments.out)


def label_reports(nlp: Language, texts: Path) -> Iterator[LabelledWords]:
    """The annotated reports, without those held out."""
    for text in read_teaching_texts(texts):
        if not is_held_out(text.id):
            yield label_report(nlp, text)


def label_report(nlp: Language, text: TeachingText) -> LabelledWords:
    """One annotated report."""
    parsed = parse_text(nlp, CleanText(text.id, text.text, None, date.fromisoformat(text.published), "day"))
    told = tell_actors(parsed)
    full = [p.name for p in text.parties if p.name]
    return label_told(text.id, told.words, find_told_spans(parsed, told.words), told.entities, full)


def label_gum(nlp: Language, folder: Path) -> Iterator[LabelledWords]:
    """The documents of GUM."""
    for name in ("news", "interview"):
        for record in read_lines(folder / f"gum_{name}.jsonl"):
            parsed = parse_text(nlp, CleanText(record["id"], record["text"]))
            words = tell_actors(parsed).words
            yield label_chains(record["id"], words, find_told_spans(parsed, words), record["mentions"])


def tell_scores(documents: Sequence[LabelledWords]) -> str:
    """Precision and recall at some cuts, each document judged by trees that did not see it."""
    lore = learn_lore(documents)
    told: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        booster = train_trees([d for n, d in enumerate(documents) if n % FOLDS != fold], lore)
        for document in documents[fold::FOLDS]:
            rows, labels = measure_rows(document, lore)
            if rows:
                scores = booster.predict(np.array(rows, dtype=np.float32), num_threads=1)
                told += zip(map(float, scores), labels, strict=True)
    lines = []
    for cut in (0.5, CUT, 0.7, 0.8):
        said = [is_right for score, is_right in told if score >= cut]
        precision, recall = sum(said) / max(1, len(said)), sum(said) / max(1, sum(label for _, label in told))
        lines.append(f"cut {cut}: P {precision:.3f}  R {recall:.3f}  ({sum(said)} right of {len(said)} said)")
    return "\n".join(lines)


def write_model(documents: Sequence[LabelledWords], path: Path) -> None:
    """Train on all documents and write trees, counts and cut."""
    lore = learn_lore(documents)
    booster = train_trees(documents, lore)
    stored = {
        **ABOUT,
        "features": list(NAMES),
        "cut": CUT,
        "endings": dict(lore.endings),
        "heads": dict(lore.heads),
        "trees": store_trees(booster.dump_model(), LEAF_DECIMALS),
    }
    path.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
