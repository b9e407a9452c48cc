"""Train the judge of types of names: `python -m training.name_types.train TEXTS COREF [--out MODEL.json]`.

TEXTS holds texts of others whose labels lie beside ours (`training.texts`), COREF holds gum_news.jsonl and
gum_interview.jsonl. Prints how many types are right by cross-validation over documents.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from training.name_types.labels import LabelledNames, label_gum, label_marked, label_read
from training.name_types.learn import fit_head, learn_lore, measure_rows, train_trees
from training.name_types.marked_pages import exchange_names, read_pages, unmark
from training.split import choose_fold
from training.standoff import read_lines
from training.teaching_texts import read_teaching_texts
from transforms.actors.names.find import find_name_spans
from transforms.actors.names.reader_states import read_states
from transforms.actors.names.type_evidence import CLASSES, NAMES, softmax
from transforms.actors.names.type_judge import MODEL_PATH
from transforms.actors.words import list_words
from transforms.language.model import load_model
from transforms.language.parse import CleanText, parse_text
from transforms.tree_ensemble import store_trees

READ_PATH = Path(__file__).parents[1] / "data" / "name_types.csv"
FOLDS = 5
EXCHANGES = (1, 2)
EXCHANGED_WEIGHT = 0.5
# By how much another type must be likelier (`transforms.actors.names.type_judge`).
MARGINS = {"margin": 0.1, "margin_none": 0.5}
ABOUT = {
    "about": "Judge of the types of names: gradient-boosted trees and a linear head, written by "
    "training.name_types.train.",
    "trained_on": "Names of our reports and invented pages, of reports of Wikinews (CC BY 2.5) and "
    "Kremlin.ru (CC BY 4.0); entity types of news and interviews of GUM (annotations CC BY 4.0, texts "
    "CC BY 2.5).",
    "changes": "Only counts of words, thresholds of trees and weights are stored, none of the texts.",
}


def main() -> None:
    """Label the documents, judge by cross-validation, train on all and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("coref", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    nlp = load_model()
    documents = [*label_pages(nlp), *label_reports(nlp, arguments.texts), *label_coref(nlp, arguments.coref)]
    rows = measure_by_folds(documents)
    print(tell_scores(documents, rows))
    write_model(documents, rows, arguments.out)


def label_pages(nlp: Language) -> Iterator[LabelledNames]:
    """The pages with marked names, as they are and with names exchanged."""
    pages = read_pages()
    for seed, version in ((0, pages), *((s, list(exchange_names(pages, s))) for s in EXCHANGES)):
        for number, page in enumerate(map(unmark, version)):
            parsed = parse_text(nlp, CleanText(f"page-{number}", page.text, None, date(2024, 5, 24), "day"))
            words, weight = list_words(parsed), EXCHANGED_WEIGHT if seed else 1.0
            spans, pool = find_name_spans(parsed, words), read_states(parsed, words)
            yield label_marked(f"page-{number}", words, spans, pool, page.marks, weight)


def label_reports(nlp: Language, texts: Path) -> Iterator[LabelledNames]:
    """The reports whose names were read."""
    corrected: dict[str, dict[str, str]] = defaultdict(dict)
    lines = (ln for ln in READ_PATH.read_text(encoding="utf-8").splitlines() if not ln.startswith("#"))
    for row in csv.DictReader(lines):
        corrected[row["document"]][row["name"]] = row["class"]
    for text in read_teaching_texts(texts):
        if text.id in corrected:
            day = date.fromisoformat(text.published)
            parsed = parse_text(nlp, CleanText(text.id, text.text, None, day, "day"))
            words = list_words(parsed)
            spans, pool = find_name_spans(parsed, words), read_states(parsed, words)
            yield label_read(text.id, words, spans, pool, corrected[text.id])


def label_coref(nlp: Language, folder: Path) -> Iterator[LabelledNames]:
    """The documents of GUM."""
    for name in ("news", "interview"):
        for record in read_lines(folder / f"gum_{name}.jsonl"):
            parsed = parse_text(nlp, CleanText(record["id"], record["text"]))
            words = list_words(parsed)
            spans, pool = find_name_spans(parsed, words), read_states(parsed, words)
            yield label_gum(record["id"], words, spans, pool, record["mentions"])


def find_fold(name: str) -> int:
    """The fold of a document; the versions of a page share one."""
    return choose_fold(name, FOLDS)


def measure_by_folds(documents: Sequence[LabelledNames]) -> list[NDArray[np.float32]]:
    """The rows of each document, by counts and a head that did not see it."""
    rows: list[NDArray[np.float32]] = [np.zeros((0, len(NAMES)), dtype=np.float32) for _ in documents]
    for fold in range(FOLDS):
        others = [d for d in documents if find_fold(d.name) != fold]
        lore, (weight, bias) = learn_lore(others), fit_on(others)
        for number, document in enumerate(documents):
            if find_fold(document.name) == fold and document.entities:
                read = softmax(document.states @ weight + bias)
                rows[number] = measure_rows(document, lore, read)
    return rows


def fit_on(documents: Sequence[LabelledNames]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The head over the states of all labelled names of documents."""
    told = [
        (state, right, d.weight)
        for d in documents
        for state, right in zip(d.states, d.right, strict=True)
        if right in CLASSES
    ]
    return fit_head(np.array([s for s, _, _ in told]), [r for _, r, _ in told], [w for _, _, w in told])


def tell_scores(documents: Sequence[LabelledNames], rows: Sequence[NDArray[np.float32]]) -> str:
    """Types right by the rules and by the judge, on reports, pages and GUM, each by trees that saw others."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(FOLDS):
        _judge_fold(counts, documents, rows, fold)
    return "\n".join(
        f"{kind}: {n} names, rules {rules / n:.3f}, judge {judge / n:.3f}"
        for kind, (n, rules, judge) in counts.items()
    )


def _judge_fold(
    counts: dict[str, list[int]],
    documents: Sequence[LabelledNames],
    rows: Sequence[NDArray[np.float32]],
    fold: int,
) -> None:
    """Count the names of the documents of a fold by trees that saw the others."""
    seen = [n for n, d in enumerate(documents) if find_fold(d.name) != fold]
    boosters = train_trees(
        np.concatenate([rows[n] for n in seen]),
        [r for n in seen for r in documents[n].right],
        [documents[n].weight for n in seen for _ in documents[n].right],
    )
    for document, own in zip(documents, rows, strict=True):
        if find_fold(document.name) == fold and document.entities and document.weight == 1:
            told = np.stack([boosters[k].predict(own, num_threads=1) for k in CLASSES], axis=1)
            kind = document.name.partition("-")[0].partition("_")[0]
            _count_right(counts[kind if kind in {"page", "GUM"} else "report"], document, told)


def _count_right(counts: list[int], document: LabelledNames, told: NDArray[np.float64]) -> None:
    """Add the labelled names of a document, and how many of them the rules and the judge have right."""
    for entity, right, chances in zip(document.entities, document.right, told, strict=True):
        if right in CLASSES:
            counts[0] += 1
            counts[1] += entity.type == right
            counts[2] += CLASSES[int(chances.argmax())] == right


def write_model(documents: Sequence[LabelledNames], rows: Sequence[NDArray[np.float32]], path: Path) -> None:
    """Train on all documents and write trees, counts, head and margins."""
    weights = [d.weight for d in documents for _ in d.right]
    boosters = train_trees(np.concatenate(rows), [r for d in documents for r in d.right], weights)
    weight, bias = fit_on(documents)
    stored = {
        **ABOUT,
        "features": list(NAMES),
        **MARGINS,
        "head": {"weight": np.round(weight, 4).tolist(), "bias": np.round(bias, 4).tolist()},
        "lore": learn_lore(documents),
        "trees": {kind: store_trees(booster.dump_model(), 3) for kind, booster in boosters.items()},
    }
    path.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
