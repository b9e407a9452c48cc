"""PLOVER contexts of an event: shown by the words of its sentence, or carried by its type."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.tokens import Span

from transforms.lexicon.yaml_data import read_yaml

MAX_CONTEXTS = 6


@lru_cache(maxsize=1)
def load_contexts() -> dict[str, Any]:
    """The file: `words` by context, contexts by type and mode (`types`)."""
    data: dict[str, Any] = read_yaml(Path(__file__).with_name("contexts.yaml"))
    return data


@lru_cache(maxsize=1)
def _load() -> tuple[
    dict[str, tuple[str, ...]], dict[tuple[str, ...], tuple[str, ...]], dict[str, list[str]]
]:
    """Contexts of single words, of word groups, and of types with modes."""
    data = load_contexts()
    single: dict[str, list[str]] = {}
    groups: dict[tuple[str, ...], list[str]] = {}
    for context, words in data["words"].items():
        for word in words:
            parts = tuple(str(word).split())
            if len(parts) == 1:
                single.setdefault(parts[0], []).append(context)
            else:
                groups.setdefault(parts, []).append(context)
    return (
        {k: tuple(v) for k, v in single.items()},
        {k: tuple(v) for k, v in groups.items()},
        data["types"],
    )


def find_contexts(sentence: Span) -> dict[str, int]:
    """Contexts that the words of a sentence show, with the number of such words."""
    single, groups, _ = _load()
    lemmas = [t.lemma_.lower() for t in sentence]
    counts: dict[str, int] = {}
    for n, lemma in enumerate(lemmas):
        is_in_name = sentence[n].ent_type_ == "GPE" and sentence[n].text.istitle()
        for context in () if is_in_name else single.get(lemma, ()):  # "the Democratic Republic of Congo"
            counts[context] = counts.get(context, 0) + 1
        if n + 1 < len(lemmas):
            for size in (2, 3):
                for context in groups.get(tuple(lemmas[n : n + size]), ()):
                    counts[context] = counts.get(context, 0) + 2
    return counts


def choose_contexts(counts: dict[str, int], event_type: str, mode: str | None) -> tuple[str, ...]:
    """Contexts of one event: those of its type first, then the strongest of its sentence."""
    own = _load()[2].get(f"{event_type}/{mode}", [])
    ranked = sorted((c for c in counts if c not in own), key=lambda c: (-counts[c], c))
    return tuple([*own, *ranked][:MAX_CONTEXTS])
