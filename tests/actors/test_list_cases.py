"""Each list of words of the actors beside a sentence that needs it and one that does not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from transforms.actors.find import find_actors
from transforms.actors.mentions import speaking_people
from transforms.actors.names.metonyms import load_capital_words
from transforms.actors.names.types import load_type_words
from transforms.actors.reference import pronoun_words, tables
from transforms.actors.reference.evidence_words import load_evidence_words
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.nominal_rules import load_rules, rank_by_noun
from transforms.actors.reference.role_words import load_role_words
from transforms.actors.reference.titles import load_roles
from transforms.actors.reference.word_sets import load_word_sets
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.yaml_data import read_yaml

CASES: dict[str, dict[str, str]] = read_yaml(Path(__file__).with_name("list_cases.yaml"))
LOADERS: dict[str, Callable[[], dict[str, Any]]] = {
    "evidence": load_evidence_words,
    "metonyms": load_capital_words,
    "name_words": load_name_words,
    "nominals": load_rules,
    "role_words": load_role_words,
    "type_words": load_type_words,
    "word_sets": load_word_sets,
}
# Read from their files where they are asked for.
FILES = {"pronouns": pronoun_words, "speaking": speaking_people}
# Tables by noun: one sentence stands for all.
TABLES = {"nominals.plural_ranks", "nominals.bodies"}
# These make the keys by which names of different documents meet: test_identity.py, test_name_blocks.py.
IN_KEYS = {"word_sets.particles", "name_words.key_suffixes", "txt.generic_words.txt"}


def _list_names() -> Iterator[str]:
    for file in [*LOADERS, *FILES]:
        for name, words in read_yaml(tables.DATA / f"{file}.yaml").items():
            nested = isinstance(words, dict) and f"{file}.{name}" not in TABLES
            yield from (f"{file}.{name}.{key}" for key in words) if nested else [f"{file}.{name}"]
    yield from (f"txt.{path.name}" for path in tables.DATA.glob("*.txt"))


def test_every_list_has_its_sentences() -> None:
    assert set(CASES) == set(_list_names()) - IN_KEYS


@pytest.fixture
def fresh_lists() -> Iterator[None]:
    yield
    _forget()


@pytest.mark.parametrize("name", CASES)
@pytest.mark.usefixtures("fresh_lists")
def test_the_list_decides(name: str, parse: Callable[..., ParsedDocument]) -> None:
    parsed = [parse(CASES[name][which], published="2024-05-24") for which in ("yes", "no")]
    found = [_read(p) for p in parsed]
    with pytest.MonkeyPatch.context() as patch:
        _empty(name, patch)
        without = [_read(p) for p in parsed]
    assert found[0] != without[0]
    assert found[1] == without[1]


def _empty(name: str, patch: pytest.MonkeyPatch) -> None:
    file, *keys = name.split(".")
    if file == "txt":
        whole, left_out = tables.read_words, name.removeprefix("txt.")
        for module in _modules():
            if getattr(module, "read_words", None) is whole:
                patch.setattr(module, "read_words", lambda n: frozenset() if n == left_out else whole(n))
    elif file in FILES:
        reader = "read_yaml" if file == "pronouns" else "read_word_lists"
        read = getattr(FILES[file], reader)
        patch.setattr(FILES[file], reader, lambda path: _without(read(path), keys))
    else:
        lists = LOADERS[file]()
        for key in keys[:-1]:
            lists = lists[key]
        whole_list = lists[keys[-1]]
        patch.setitem(lists, keys[-1], type(whole_list)())
        for module in _modules():
            for attribute in [a for a, value in vars(module).items() if value is whole_list]:
                patch.setattr(module, attribute, frozenset())
    _forget()


def _without(lists: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    inner = lists[keys[0]]
    return {**lists, keys[0]: {**inner, keys[1]: []} if len(keys) > 1 else type(inner)()}


def _modules() -> list[Any]:
    return [module for name, module in sys.modules.items() if name.startswith("transforms.actors.")]


def _forget() -> None:
    """Clear what was derived from lists, but not the lists and the tables."""
    derived: set[Any] = {rank_by_noun, load_roles, pronoun_words.load_pronoun_words}
    rooms = ("transforms.actors.mentions.", "transforms.actors.names.")
    for module in _modules():
        derived |= {v for v in vars(module).values() if getattr(v, "__module__", "").startswith(rooms)}
    for cached in derived - set(LOADERS.values()):
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()


def _read(parsed: ParsedDocument) -> tuple[object, ...]:
    found = find_actors(parsed)
    return (
        sorted(
            (a.name, a.type, str(a.country_code), str(a.sector), str(a.country_method)) for a in found.actors
        ),
        sorted((m.char_start, m.char_end, m.actor_id, m.kind, m.method) for m in found.mentions),
        sorted(str((r.actor_id, r.role, r.of_actor_id, r.is_current, r.standing)) for r in found.roles),
    )
