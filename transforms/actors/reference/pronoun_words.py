"""The lists of `pronouns.yaml`, and which nouns mean people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from transforms.actors.reference.institution_table import load_institutions
from transforms.actors.reference.tables import DATA, read_table
from transforms.lexicon.saying_verbs import load_saying_verbs
from transforms.lexicon.yaml_data import read_yaml

CLASSES = ("he", "she", "they")


@dataclass(frozen=True, slots=True)
class PronounWords:
    """Classes by form, gender ("he", "she") by word, and the sets that features ask for."""

    class_of: Mapping[str, str]
    reflexive: frozenset[str]
    gender_before: Mapping[str, str]
    gender_of: Mapping[str, str]
    saying: frozenset[str]
    human_endings: tuple[str, ...]
    human: frozenset[str]


@lru_cache(maxsize=1)
def load_pronoun_words() -> PronounWords:
    """Load the lists once; nouns for people are joined from the tables of roles and of groups."""
    raw = read_yaml(DATA / "pronouns.yaml")
    human = set(raw["human_nouns"])
    human |= {row["role"].split()[-1] for row in read_table("roles.csv")}
    human |= {p.split()[-1] for p, i in load_institutions().items() if i.kind in {"people", "crowd"}}
    return PronounWords(
        class_of=_invert(raw["classes"]),
        reflexive=frozenset(raw["reflexive"]),
        gender_before=_invert(raw["gender_words"]),
        gender_of=_invert(raw["gender_nouns"]),
        saying=load_saying_verbs("pronoun"),
        human_endings=tuple(raw["human_endings"]),
        human=frozenset(human),
    )


def _invert(lists: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: key for key, words in lists.items() for word in words}
