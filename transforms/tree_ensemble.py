"""Gradient-boosted trees evaluated with numpy alone: no compiled library at run time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class TreeEnsemble:
    """All trees in flat arrays, one entry a node; a leaf points to itself.

    A row goes left where its feature is not above the threshold. The probability is the logistic
    function of the summed leaf values.
    """

    roots: NDArray[np.intp]
    features: NDArray[np.intp]
    thresholds: NDArray[np.float32]
    children: NDArray[np.intp]
    values: NDArray[np.float64]
    depth: int

    def predict(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probability for each row of a feature matrix."""
        count, width = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        offsets = (np.arange(count, dtype=np.intp) * width)[:, None]
        node = np.broadcast_to(self.roots, (count, len(self.roots)))
        for _ in range(self.depth):
            is_right = flat.take(self.features.take(node) + offsets) > self.thresholds.take(node)
            node = self.children.take(node * 2 + is_right)
        total = self.values.take(node).sum(axis=1)
        return np.asarray(1.0 / (1.0 + np.exp(-total)))


def read_model(path: Path, features: Sequence[str]) -> dict[str, Any]:
    """What a file of trained trees stores, with the names of `features` that its trees were trained on.

    Raises:
        ValueError: it was trained on other features than are measured.
    """
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if stored["features"] != list(features):
        raise ValueError(f"{path.name} was trained on other features: train it anew")
    return stored


def read_trees(trees: Sequence[Mapping[str, Any]]) -> TreeEnsemble:
    """Build the arrays from trees as stored.

    A tree holds `feature`, `threshold`, `left`, `right` (one entry an inner node; a child below zero is
    the leaf ~child) and `leaf` (values).
    """
    roots: list[int] = []
    features: list[int] = []
    thresholds: list[float] = []
    children: list[int] = []
    values: list[float] = []
    depth = 0
    for tree in trees:
        base, inner = len(features), len(tree["feature"])
        roots.append(base)
        pairs = list(zip(tree["left"], tree["right"], strict=True))
        for child in (c for pair in pairs for c in pair):
            children.append(base + (child if child >= 0 else inner + ~child))
        features.extend(tree["feature"])
        thresholds.extend(tree["threshold"])
        values.extend([0.0] * inner)
        for number, value in enumerate(tree["leaf"]):
            features.append(0)
            thresholds.append(0.0)
            values.append(value)
            children.extend([base + inner + number] * 2)
        depth = max(depth, _measure_depth(pairs))
    return TreeEnsemble(
        np.array(roots, dtype=np.intp),
        np.array(features, dtype=np.intp),
        np.array(thresholds, dtype=np.float32),
        np.array(children, dtype=np.intp),
        np.array(values, dtype=np.float64),
        depth,
    )


def store_trees(dump: Mapping[str, Any], decimals: int) -> list[dict[str, Any]]:
    """Trees as `read_trees` takes them, out of what LightGBM's `dump_model` gives.

    Leaves are rounded to some decimals, thresholds to six digits.
    """
    return [_store_tree(tree["tree_structure"], decimals) for tree in dump["tree_info"]]


def _store_tree(root: Mapping[str, Any], decimals: int) -> dict[str, Any]:
    """Flatten a tree: inner nodes in pre-order, a leaf as ~number."""
    tree: dict[str, Any] = {"feature": [], "threshold": [], "left": [], "right": [], "leaf": []}

    def add(node: Mapping[str, Any]) -> int:
        if "split_feature" not in node:
            tree["leaf"].append(round(node["leaf_value"], decimals))
            return ~(len(tree["leaf"]) - 1)
        number = len(tree["feature"])
        tree["feature"].append(node["split_feature"])
        tree["threshold"].append(float(f"{node['threshold']:.6g}"))
        tree["left"].append(0)
        tree["right"].append(0)
        tree["left"][number] = add(node["left_child"])
        tree["right"][number] = add(node["right_child"])
        return number

    add(root)
    return tree


def _measure_depth(pairs: Sequence[tuple[int, int]]) -> int:
    depth, level = 0, [0] if pairs else []
    while level:
        depth += 1
        level = [child for node in level for child in pairs[node] if child >= 0]
    return depth
