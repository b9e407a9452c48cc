"""Many phrases as one regular expression that shares their beginnings: long lists cost little more."""

from __future__ import annotations

import re
from collections.abc import Iterable


def join_alternatives(phrases: Iterable[str], space: str = " ") -> str:
    """A regular expression for any of the phrases, at each place the longest that what follows allows.

    Args:
        phrases: what to match, letter by letter.
        space: the regular expression for a space in a phrase.
    """
    tree: dict[str, object] = {}
    for phrase in phrases:
        node: dict[str, object] = tree
        for char in phrase:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    return _write(tree, space)


def _write(node: dict[str, object], space: str) -> str:
    branches = []
    for char, below in node.items():
        if char:
            sign = space if char == " " else re.escape(char)
            branches.append(sign + _write(below, space))  # type: ignore[arg-type]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")
