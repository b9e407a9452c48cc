"""Predicate and noun classes, loaded once from their files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from transforms.events.verb_forms import inflect
from transforms.yaml_data import read_yaml

_FOLDER = Path(__file__).parent
MAX_NOUN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a predicate: the words that must follow it, and what it then is."""

    rest: tuple[str, ...]
    name: str

    @property
    def is_terminal(self) -> bool:
        """Whether the predicate alone names an event type."""
        return self.name[0].isupper()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the coder looks words up in."""

    verbs: dict[str, tuple[Sense, ...]]
    verb_lemma_of_form: dict[str, str]
    nouns: dict[tuple[str, ...], frozenset[str]]
    noun_heads: frozenset[str]
    compositions: dict[str, dict[str, str]]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the class files."""
    verbs: dict[str, list[Sense]] = {}
    for name, entries in _read("verbs.yaml").items():
        for entry in _split(entries):
            lemma, *rest = entry.split()
            verbs.setdefault(lemma, []).append(Sense(tuple(rest), name))
    nouns: dict[tuple[str, ...], set[str]] = {}
    for name, entries in _read("nouns.yaml").items():
        for entry in _split(entries):
            nouns.setdefault(tuple(entry.split()), set()).add(name)
    forms: dict[str, str] = {}
    for lemma in verbs:
        for form in inflect(lemma):
            forms.setdefault(form, lemma)
    return Lexicon(
        verbs={k: tuple(sorted(v, key=lambda s: -len(s.rest))) for k, v in verbs.items()},
        verb_lemma_of_form=forms,
        nouns={k: frozenset(v) for k, v in nouns.items()},
        noun_heads=frozenset(k[-1] for k in nouns),
        compositions=_read("compositions.yaml"),
    )


def _read(name: str) -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = read_yaml(_FOLDER / name)
    return data


def _split(entries: object) -> list[str]:
    return [e.strip() for e in str(entries).split(",") if e.strip()]
