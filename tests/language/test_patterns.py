"""Every pattern of words takes its sentence, leaves another, and is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.lexicon.patterns import TRANSFORMS, list_patterns, load_pattern
from transforms.lexicon.yaml_data import read_yaml

ROOMS = sorted(path.parent.name for path in TRANSFORMS.rglob("patterns.txt"))
EXAMPLES: dict[str, dict[str, dict[str, str]]] = {
    room: read_yaml(Path(__file__).parent / "patterns" / f"{room}.yaml") for room in ROOMS
}


@pytest.mark.parametrize("room", ROOMS)
def test_every_pattern_has_examples_and_a_user(room: str) -> None:
    assert list(EXAMPLES[room]) == sorted(list_patterns(room))
    source = "".join(path.read_text("utf-8") for path in sorted((TRANSFORMS / room).rglob("*.py")))
    assert set(re.findall(rf'load_pattern\(\s*"{room}",\s*"(\w+)"', source)) == set(EXAMPLES[room])


@pytest.mark.parametrize(("room", "name"), [(room, name) for room in ROOMS for name in EXAMPLES[room]])
def test_a_pattern_takes_and_leaves(room: str, name: str) -> None:
    pattern, example = load_pattern(room, name), EXAMPLES[room][name]
    assert _takes(pattern, example["yes"])
    assert not _takes(pattern, example["no"])


def _takes(pattern: re.Pattern[str], marked: str) -> bool:
    """Whether a pattern takes the words before or behind a mark, between two, or anywhere in a sentence."""
    text, marks = marked.replace("|", ""), [n for n, sign in enumerate(marked) if sign == "|"]
    if len(marks) == 2:
        return pattern.fullmatch(text, marks[0], marks[1] - 1) is not None
    if not marks:
        return pattern.search(text) is not None
    if pattern.pattern.rstrip(")").endswith((r"\Z", "?$")):
        return pattern.search(text, 0, marks[0]) is not None
    return pattern.match(text, marks[0]) is not None
