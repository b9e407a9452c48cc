"""Every pattern of what is no figure takes a part of its sentence, leaves another alone and is needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from transforms.figures.lexicon import FOLDER
from transforms.figures.quantities.masks import BEGIN, compile_masks, load_patterns

EXAMPLES = yaml.safe_load((Path(__file__).parent / "mask_examples.yaml").read_text(encoding="utf-8"))
NAMES = re.findall(
    r"^(\w+)(?: <\w+>)?(?: \([^)]*\))?: ", (FOLDER / "mask_patterns.txt").read_text("utf-8"), re.MULTILINE
)


def _compile(*patterns: str) -> re.Pattern[str]:
    return re.compile(f"{BEGIN}(?:{'|'.join(patterns)})", re.VERBOSE | re.IGNORECASE)


def test_every_pattern_has_examples() -> None:
    assert sorted(EXAMPLES) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_pattern_takes_its_part_alone(name: str) -> None:
    known = load_patterns()[NAMES.index(name)]
    sentence, part = EXAMPLES[name]["yes"]
    alone = _compile(known.pattern)
    assert [m.group().strip() for m in alone.finditer(sentence)] == [part]
    assert not known.signs or any(sign in sentence.lower() for sign in known.signs)
    assert known.begins == "" or part[0].isdigit() == (known.begins == "digit")
    assert part in [m.group().strip() for m in compile_masks(sentence).finditer(sentence)]
    assert alone.search(EXAMPLES[name]["no"]) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_pattern_is_needed(name: str) -> None:
    """Without it, all patterns together take less of its sentence."""
    others = [p.pattern for other, p in zip(NAMES, load_patterns(), strict=True) if other != name]
    sentence, part = EXAMPLES[name]["yes"]
    assert part not in [m.group().strip() for m in _compile(*others).finditer(sentence)]
