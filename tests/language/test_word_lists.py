"""Word lists of the rules: every one has a reader, every reader its list, and the words stand in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.lexicon.yaml_data import read_yaml

TRANSFORMS = Path(__file__).parents[2] / "transforms"
FIGURES, DATES = TRANSFORMS / "figures", TRANSFORMS / "dates" / "conditions"
LISTS = [
    (FIGURES / "word_lists.yaml", FIGURES, "load_word_list"),
    (DATES / "condition_words.yaml", DATES, "load_condition_words"),
]


@pytest.mark.parametrize(("path", "folder", "reader"), LISTS, ids=["figures", "dates"])
def test_lists_and_their_readers_match(path: Path, folder: Path, reader: str) -> None:
    """A list that nothing reads goes; a name without a list would fail only where its rule is reached."""
    code = "\n".join(p.read_text("utf8") for p in sorted(folder.rglob("*.py")))
    names = set(read_yaml(path))
    assert set(re.findall(rf"{reader}\(\s*[\"'](\w+)[\"']\s*\)", code)) <= names
    assert names <= set(re.findall(r"[\"'](\w+)[\"']", code))


@pytest.mark.parametrize("path", [path for path, _, _ in LISTS], ids=["figures", "dates"])
def test_each_list_is_named_once_and_sorted(path: Path) -> None:
    """Two lists of one name would leave the last; words stand sorted, none twice, all of them text."""
    names = re.findall(r"^(\w+):", path.read_text("utf8"), re.MULTILINE)
    assert len(names) == len(set(names))
    for name, words in read_yaml(path).items():
        assert all(isinstance(word, str) for word in words), name
        assert words == sorted(set(words)), name


def test_the_data_say_where_they_come_from() -> None:
    """Every file begins with its source and licence."""
    for path in [path for path, _, _ in LISTS] + [TRANSFORMS / "lexicon" / "saying_verbs.csv"]:
        assert re.search(r"Source:.*\n?.*Licen[cs]e: ", path.read_text("utf8")[:400]), path
