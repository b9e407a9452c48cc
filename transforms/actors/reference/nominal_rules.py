"""The nouns by which a text calls actors again: the lists of `nominals.yaml`."""

from __future__ import annotations

from functools import lru_cache

from transforms.actors.reference.tables import DATA
from transforms.lexicon.yaml_data import read_yaml


@lru_cache(maxsize=1)
def load_rules() -> dict[str, dict[str, list[str]]]:
    """The nouns of descriptions by use."""
    loaded: dict[str, dict[str, list[str]]] = read_yaml(DATA / "nominals.yaml")
    return loaded


@lru_cache(maxsize=1)
def rank_by_noun() -> dict[str, str]:
    """The rank ("head", "premier", "foreign" ...) of each office noun."""
    return {word: rank for rank, nouns in load_rules()["ranks"].items() for word in nouns}
