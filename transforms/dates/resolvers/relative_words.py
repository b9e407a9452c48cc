"""Words that place a time beside another one."""

from __future__ import annotations

from pathlib import Path

from transforms.lexicon.yaml_data import read_yaml

_WORDS = {
    name: frozenset(words) for name, words in read_yaml(Path(__file__).parent / "relative_words.yaml").items()
}
LAST = _WORDS["last"]
NEXT = _WORDS["next"]
RANGE_WORDS = _WORDS["range"]
TOLD = _WORDS["told"]
