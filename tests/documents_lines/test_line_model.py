"""The line model: its evaluator, its smoothing, and what it says about plain pages."""

from __future__ import annotations

import json

import numpy as np
import pytest

from transforms.documents.line_model.context import CONTEXT_NAMES, measure_context
from transforms.documents.line_model.features import FEATURE_NAMES, measure_page
from transforms.documents.line_model.model import MODEL_PATH, load_line_model
from transforms.documents.lines.repeats import list_stems
from transforms.documents.lines.viterbi import smooth_scores
from transforms.tree_ensemble import read_trees

PAGE = (
    "Home",
    "News",
    "Sport",
    "Council votes to close the old market hall",
    "The city council voted on Monday to close the old market hall, which had been open since 1902.",
    "Traders said they were told of the plan only last week and would appeal against the decision.",
    "Subscribe to our newsletter",
    "Contact us",
)


def test_feature_columns_are_named() -> None:
    features = measure_page(PAGE, [0] * len(PAGE), {})
    assert features.shape == (len(PAGE), len(FEATURE_NAMES))
    context = measure_context(features, np.linspace(0, 1, len(PAGE)), [list_stems([line]) for line in PAGE])
    assert context.shape == (len(PAGE), len(FEATURE_NAMES) + len(CONTEXT_NAMES))
    assert np.isfinite(context).all()


def test_trees_are_walked_to_their_leaves() -> None:
    tree = {
        "feature": [0, 1],
        "threshold": [0.5, 2.0],
        "left": [-1, -2],
        "right": [1, -3],
        "leaf": [-4.0, 0.0, 4.0],
    }
    ensemble = read_trees([tree])
    rows = np.array([[0.0, 9.0], [1.0, 1.0], [1.0, 3.0]], dtype=np.float32)
    assert ensemble.predict(rows) == pytest.approx([0.018, 0.5, 0.982], abs=0.001)


def test_model_scores_article_above_page() -> None:
    scores = load_line_model().score_lines(PAGE, [1] * len(PAGE))
    assert min(scores[4:6]) > 0.5 > max(scores[[0, 1, 2, 6, 7]])


def test_model_names_its_source_and_stays_small() -> None:
    assert "CC BY 4.0" in json.loads(MODEL_PATH.read_text(encoding="utf-8"))["trained_on"]
    assert MODEL_PATH.stat().st_size < 1_000_000


@pytest.mark.parametrize("count", [0, 1, 2])
def test_short_pages_are_scored(count: int) -> None:
    assert len(load_line_model().score_lines(PAGE[:count], [0] * count)) == count


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], []),
        ([0.9], [True]),
        ([0.9, 0.4, 0.9], [True, True, True]),
        ([0.1, 0.6, 0.1], [False, False, False]),
        ([0.1, 0.1, 0.9, 0.9], [False, False, True, True]),
    ],
)
def test_smoothing(scores: list[float], expected: list[bool]) -> None:
    assert smooth_scores(scores, 0.8) == expected
