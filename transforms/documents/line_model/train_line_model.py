"""Train the line model: `python -m ...line_model.train_line_model PAGES.jsonl.gz --marked FOLDER...`.

For development only: needs lightgbm, which nothing else imports. PAGES holds labelled lines (doc, line_no,
text, keep, blank_before), each FOLDER files of marked lines. Writes line_model.json beside this file.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from transforms.documents.line_model.context import measure_context
from transforms.documents.line_model.features import Matrix, measure_page
from transforms.documents.line_model.hashed_choice import hash_to_share
from transforms.documents.line_model.lexicon import learn_lexicon
from transforms.documents.line_model.model import MODEL_PATH
from transforms.documents.line_model.page_variants import list_teasers, mix_pages, vary_page
from transforms.documents.line_model.training_pages import (
    LabelledPage,
    read_labelled_pages,
    read_marked_pages,
)
from transforms.documents.lines.repeats import list_stems
from transforms.tree_ensemble import store_trees

ABOUT = {
    "about": "Line model: lexicon and two gradient-boosted ensembles, written by train_line_model.",
    "trained_on": "WCXB (Web Content Extraction Benchmark), development split, pages flattened to lines; "
    "licensed CC BY 4.0, https://creativecommons.org/licenses/by/4.0/; and invented pages of this project",
    "changes": "Only word weights and tree thresholds derived from the pages are stored, none of their text.",
}
GROUPS = 5
LEAF_DECIMALS = 5
SEED = 3
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "max_depth": 7,
    "min_data_in_leaf": 200,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 20.0,
    "max_bin": 127,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
FIRST_ROUNDS, SECOND_ROUNDS = 120, 200


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredPage:
    """Features, labels and weights of the lines of one page."""

    features: Matrix
    labels: NDArray[np.bool_]
    weights: NDArray[np.float64]
    stems: list[set[str]]


def main() -> None:
    """Read the pages named on the command line and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument(
        "--marked", type=Path, nargs="*", default=(), help="folders of pages with marked lines"
    )
    parser.add_argument("--model", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    marked = [page for folder in arguments.marked for page in read_marked_pages(folder)]
    model = train_model([*read_labelled_pages(arguments.pages), *marked])
    arguments.model.write_text(
        json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(f"{arguments.model.name}: {arguments.model.stat().st_size / 1e6:.2f} MB")


def train_model(pages: Sequence[LabelledPage]) -> dict[str, Any]:
    """Train lexicon and ensembles; the stored form of the model.

    What the second ensemble learns from is scored by first ensembles that did not see the page, and
    what these learn from by lexicons that did not: otherwise they would trust both too much.
    """
    groups = split_pages(pages)
    teasers = list_teasers(pages)
    lexicons = [learn_lexicon(_join(groups, without=number)) for number in range(GROUPS)]
    measured = [
        [
            _measure(variant, lexicon)
            for page in (*group, *mix_pages(group))
            for variant in vary_page(page, teasers)
        ]
        for group, lexicon in zip(groups, lexicons, strict=True)
    ]
    second_input: list[MeasuredPage] = []
    for number, group in enumerate(measured):
        booster = _boost(_join(measured, without=number), FIRST_ROUNDS)
        second_input.extend(_add_context(page, booster) for page in group)
    first = _boost(_join(measured), FIRST_ROUNDS)
    second = _boost(second_input, SECOND_ROUNDS)
    return {
        **ABOUT,
        "first": store_trees(first.dump_model(), LEAF_DECIMALS),
        "second": store_trees(second.dump_model(), LEAF_DECIMALS),
        "lexicon": learn_lexicon(pages),
    }


def split_pages(pages: Sequence[LabelledPage]) -> list[list[LabelledPage]]:
    """The pages in GROUPS groups, in an order that their names decide."""
    shuffled = sorted(pages, key=lambda page: hash_to_share(page.name, SEED))
    return [shuffled[number::GROUPS] for number in range(GROUPS)]


def _join(groups: Sequence[Sequence[Any]], without: int | None = None) -> list[Any]:
    return [item for number, group in enumerate(groups) if number != without for item in group]


def _measure(page: LabelledPage, lexicon: Mapping[str, float]) -> MeasuredPage:
    words = np.array([min(len(text.split()), 60) for text in page.texts], dtype=np.float64)
    weights = 0.5 + words / 15  # long lines count more, long pages not in proportion
    scale = 10 * page.weight / math.sqrt(float(weights.sum()))
    features = measure_page(page.texts, page.blanks, lexicon)
    stems = [list_stems([text]) for text in page.texts]
    return MeasuredPage(features, page.is_content, weights * scale, stems)


def _add_context(page: MeasuredPage, booster: lightgbm.Booster) -> MeasuredPage:
    scores = np.asarray(booster.predict(page.features, num_threads=1))
    features = measure_context(page.features, scores, page.stems)
    return MeasuredPage(features, page.labels, page.weights, page.stems)


def _boost(pages: Sequence[MeasuredPage], rounds: int) -> lightgbm.Booster:
    data = lightgbm.Dataset(
        np.vstack([page.features for page in pages]),
        np.concatenate([page.labels for page in pages]).astype(np.float64),
        weight=np.concatenate([page.weights for page in pages]),
    )
    return lightgbm.train(PARAMETERS, data, rounds)


if __name__ == "__main__":
    main()
