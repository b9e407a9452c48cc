"""Word lists of the rules: every one has a reader, every reader its list, and the words stand in order."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from transforms.lexicon.yaml_data import read_yaml

TRANSFORMS = Path(__file__).parents[2] / "transforms"
FIGURES, DATES = TRANSFORMS / "figures", TRANSFORMS / "dates" / "conditions"
ACTORS = TRANSFORMS / "actors" / "reference" / "data"
# Files that hold nothing but lists of words.
PLAIN = [
    *(ACTORS / f"{name}.yaml" for name in ("evidence", "metonyms", "name_words", "role_words", "type_words")),
    TRANSFORMS / "dates" / "resolvers" / "relative_words.yaml",
    TRANSFORMS / "language" / "tense_words.yaml",
]
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


@pytest.mark.parametrize("path", PLAIN, ids=[path.stem for path in PLAIN])
def test_every_list_is_asked_for(path: Path) -> None:
    code = "\n".join(p.read_text("utf8") for p in sorted(TRANSFORMS.rglob("*.py")))
    assert set(read_yaml(path)) <= set(re.findall(r"\[\"(\w+)\"\]", code))


@pytest.mark.parametrize(
    "path", [*(path for path, _, _ in LISTS), *PLAIN], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_each_list_is_named_once_and_sorted(path: Path) -> None:
    """Two lists of one name would leave the last; words stand sorted, none twice, all of them text."""
    names = re.findall(r"^(\w+):", path.read_text("utf8"), re.MULTILINE)
    assert len(names) == len(set(names))
    for name, words in read_yaml(path).items():
        assert all(isinstance(word, str) for word in words), name
        assert words == sorted(set(words)), name


def test_the_data_say_where_they_come_from() -> None:
    """Every file of words, rules and tables says in its head under which licence it stands."""
    kinds = {".csv", ".txt", ".yaml"}
    for path in sorted(
        p for p in TRANSFORMS.rglob("*") if p.suffix in kinds and p.name != "instructions.txt"
    ):
        lines = path.read_text("utf8").splitlines()
        head = " ".join(itertools.takewhile(lambda line: line.startswith("#"), lines))
        assert re.search(r"licen[cs]ed?\b|Apache-2|CC0|CC BY|public domain", head, re.IGNORECASE), path


def test_no_word_is_read_as_yes_or_no() -> None:
    """YAML takes a bare "on" for true: in a list of words it must stand in quotation marks."""
    for path in sorted(TRANSFORMS.rglob("*.yaml")):
        content = read_yaml(path)
        for name, words in content.items() if isinstance(content, dict) else ():
            assert not isinstance(words, list) or not any(isinstance(word, bool) for word in words), name
