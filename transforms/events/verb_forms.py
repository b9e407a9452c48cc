"""Inflected forms of a verb, for headlines whose verbs the tagger takes for names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_VOWELS = "aeiou"
_DOUBLING = frozenset("bdgklmnprtz")


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, ...]]:
    lines = Path(__file__).with_name("irregular_verbs.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0]: tuple(row[1:]) for row in rows}


def inflect(lemma: str) -> tuple[str, ...]:
    """The lemma, its third person, past, participle and -ing forms (lower case)."""
    past = _irregular().get(lemma, (_add(lemma, "ed"),))
    return (lemma, _third_person(lemma), _add(lemma, "ing"), *past)


@lru_cache(maxsize=4096)
def list_forms(lemma: str) -> frozenset[str]:
    """The forms of a verb as a set."""
    return frozenset(inflect(lemma))


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma in {"go", "do", "veto", "undergo"}:
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _add(lemma: str, ending: str) -> str:
    if lemma.endswith("e") and not (ending == "ing" and lemma.endswith(("ee", "ye", "oe"))):
        return lemma[:-1] + ending
    if ending == "ed" and lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    short = len(lemma) <= 4 or lemma.endswith(
        ("mit", "fer", "pel", "bel", "cur", "quit", "nap", "quip", "dup")
    )
    if (
        short
        and len(lemma) > 2
        and lemma[-1] in _DOUBLING
        and lemma[-2] in _VOWELS
        and lemma[-3] not in _VOWELS
    ):
        return lemma + lemma[-1] + ending
    return lemma + ending
