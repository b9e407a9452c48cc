"""Every pattern of the words beside numbers takes its sentence and leaves another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.figures.lexicon import FOLDER
from transforms.figures.patterns import list_patterns, load_pattern
from transforms.lexicon.yaml_data import read_yaml

EXAMPLES: dict[str, dict[str, str]] = read_yaml(Path(__file__).with_name("pattern_examples.yaml"))


def test_every_pattern_has_examples_and_a_user() -> None:
    assert list(EXAMPLES) == sorted(list_patterns())
    source = "".join(p.read_text("utf-8") for p in FOLDER.rglob("*.py"))
    assert set(re.findall(r'load_pattern\(\s*"(\w+)"', source)) == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_pattern_takes_and_leaves(name: str) -> None:
    assert _takes(load_pattern(name), EXAMPLES[name]["yes"])
    assert not _takes(load_pattern(name), EXAMPLES[name]["no"])


def _takes(pattern: re.Pattern[str], marked: str) -> bool:
    text, marks = marked.replace("|", ""), [n for n, sign in enumerate(marked) if sign == "|"]
    if len(marks) == 2:
        return pattern.fullmatch(text, marks[0], marks[1] - 1) is not None
    if not marks:
        return pattern.search(text) is not None
    if pattern.pattern.rstrip(")").endswith(r"\Z"):
        return pattern.search(text, 0, marks[0]) is not None
    return pattern.match(text, marks[0]) is not None
