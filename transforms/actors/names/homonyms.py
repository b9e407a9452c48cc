"""Names that two places share: Georgia and Georgia, the two Congos, Washington after "Seattle,"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from schemas.document_actors import ActorType
from transforms.actors.reference.gazetteer import Entry, Hit
from transforms.actors.reference.places import load_places
from transforms.actors.reference.tables import DATA
from transforms.actors.words import Words
from transforms.lexicon.spelling import fold
from transforms.lexicon.yaml_data import read_yaml


@dataclass(frozen=True, slots=True)
class Homonym:
    """The other meaning of a name and the words that speak for either."""

    entry: Entry
    words: frozenset[str]
    other_words: frozenset[str]
    after_city: bool


@lru_cache(maxsize=1)
def load_homonyms() -> dict[str, Homonym]:
    """Other meanings by name."""
    raw = read_yaml(DATA / "homonyms.yaml")
    types: dict[str, ActorType] = {"location": "location", "country": "country"}
    return {
        name: Homonym(
            Entry(
                "country" if row["other"]["type"] == "country" else "region",
                row["other"]["name"],
                types[row["other"]["type"]],
                row["other"]["country"],
                None,
            ),
            frozenset(row["words"]),
            frozenset(row["other_words"]),
            bool(row.get("after_city")),
        )
        for name, row in raw.items()
    }


def settle_homonyms(hits: list[Hit], words: Words) -> list[Hit]:
    """The hits, with the other meaning where the text speaks for it."""
    table = load_homonyms()
    if not any(words.slice(h.first, h.last) in table for h in hits):
        return hits
    told = set(words.text) | {words.slice(h.first, h.last) for h in hits}
    return [_settle(h, words, told) for h in hits]


def _settle(hit: Hit, words: Words, told: set[str]) -> Hit:
    name = words.slice(hit.first, hit.last)
    homonym = load_homonyms().get(name)
    if homonym is None or hit.entry.kind not in {"country", "capital", "region"}:
        return hit
    if homonym.after_city and _follows_city(words, hit.first, homonym.entry.country):
        return replace(hit, entry=homonym.entry)
    own, other = len(told & homonym.words), len(told & homonym.other_words)
    return replace(hit, entry=homonym.entry) if other > own else hit


def _follows_city(words: Words, first: int, country: str | None) -> bool:
    """Whether "City," of that country stands right before."""
    if first < 2 or words.text[first - 1] != "," or not words.text[first - 2][0].isupper():
        return False
    for start in (first - 3, first - 2):
        if start >= 0:
            places = load_places().get(fold(words.slice(start, first - 1)), ())
            if any(p.country == country for p in places):
                return True
    return False
