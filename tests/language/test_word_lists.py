"""Word lists of the rules: every one has a reader, every reader its list, and the words stand in order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from transforms.lexicon.word_lists import read_lines
from transforms.lexicon.yaml_data import read_yaml

TRANSFORMS = Path(__file__).parents[2] / "transforms"
FIGURES, DATES = TRANSFORMS / "figures", TRANSFORMS / "dates" / "conditions"
ACTORS = TRANSFORMS / "actors" / "reference" / "data"
NAMES_OF_ACTORS = ["evidence", "metonyms", "name_words", "role_words", "speaking", "type_words", "word_sets"]
# Files that hold nothing but lists of words.
PLAIN = [
    *(ACTORS / f"{name}.yaml" for name in NAMES_OF_ACTORS),
    TRANSFORMS / "dates" / "resolvers" / "relative_words.yaml",
    TRANSFORMS / "documents" / "repair" / "repair_words.yaml",
    TRANSFORMS / "language" / "tense_words.yaml",
]
# Rules, a record each, with the lines that prove them: no lists of words.
RULES = {"grammar.yaml", "kind_signs.yaml", "line_rules.yaml", "ontology.yaml"}
YAML = sorted(path for path in TRANSFORMS.rglob("*.yaml") if path.name not in RULES)
TEXTS = sorted(path for path in TRANSFORMS.rglob("*.txt") if path.name != "instructions.txt")
# What a head says of lists whose order tells something.
IN_ORDER = ("best first", "by value", "One pattern a line, in order")
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


@pytest.mark.parametrize("path", YAML, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_list_is_named_once_one_entry_a_line_sorted(path: Path) -> None:
    """Two lists of one name would leave the last; words stand sorted, none twice, all of them text."""
    source = path.read_text("utf8")
    is_in_order = any(sign in _read_head(source) for sign in IN_ORDER)
    for name, node in _walk(yaml.compose(source, Loader=yaml.SafeLoader), ""):
        assert not node.value or not node.flow_style, name
        if isinstance(node, yaml.MappingNode):
            names = [key.value for key, _ in node.value]
            assert len(names) == len(set(names)), name
        elif all(isinstance(entry, yaml.ScalarNode) for entry in node.value):
            words = [entry.value for entry in node.value]
            assert {entry.tag for entry in node.value} <= {"tag:yaml.org,2002:str"}, name
            assert len(words) == len(set(words)), name
            assert is_in_order or words == sorted(words), name


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_plain_lists_are_sorted(path: Path) -> None:
    source = path.read_text("utf8")
    words = read_lines(path)
    assert words == [line for line in source.splitlines() if not line.startswith("#")]
    assert len(words) == len(set(words))
    assert words == sorted(words) or any(sign in _read_head(source) for sign in IN_ORDER)


def test_lists_have_one_reader() -> None:
    """Nobody but the readers of the lexicon opens a list or a table of words."""
    own = {
        path.name: path.read_text("utf8")
        for path in TRANSFORMS.rglob("*.py")
        if path.parent.name != "lexicon"
    }
    opened = r"\bcsv\.DictReader|yaml\.(?:safe_)?load\((?!match)|\.splitlines\(\)\n?.*startswith\(\"#\"\)"
    assert [name for name, code in own.items() if re.search(opened, code)] == []


def _walk(node: yaml.Node, name: str) -> Iterator[tuple[str, yaml.CollectionNode]]:
    """Every list and mapping below a node, with the keys that lead there."""
    if isinstance(node, yaml.CollectionNode):
        yield name, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, f"{name}/{key.value}")
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _walk(value, name)


def _read_head(source: str) -> str:
    return " ".join(itertools.takewhile(lambda line: line.startswith("#"), source.splitlines()))


def test_the_data_say_where_they_come_from() -> None:
    """Every file of words, rules and tables says in its head under which licence it stands."""
    kinds = {".csv", ".tsv", ".txt", ".yaml"}
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
