"""The actors that an item names, with the word that leads to each, and what is left without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from schemas.document_actors import DocumentActor
from transforms.actors.reference.countries import country_adjectives, load_countries

PARTY_TYPES = frozenset({"person", "organisation", "country", "location"})
LEADING_WORD = re.compile(r"([a-z]+)\s+(?:the\s+)?$", re.IGNORECASE)
OWNING = re.compile(r"['’]")
GOODS = re.compile(r"\s+(?!(?:and|at|by|for|from|in|into|of|on|to|who|with)\b)[a-z]")


@dataclass(frozen=True, slots=True)
class NamedParty:
    """An actor in an item: its entity_key, and the preposition before its name ("" without one).

    `is_owner`: its name has an apostrophe ("Chile's tin"); `has_goods`: a noun follows ("Chilean tin").
    """

    key: str
    link: str
    is_owner: bool = False
    has_goods: bool = False


class PartyFinder:
    """Finds the actors of one document in its items."""

    def __init__(self, actors: Iterable[DocumentActor]) -> None:
        self._keys = _list_spellings(actors)

    @cached_property
    def _ordered(self) -> list[str]:
        """The names, the longest first; sorted when the first item asks for it."""
        return sorted(self._keys, key=lambda s: (-len(s), s))

    def split(self, item: str) -> tuple[tuple[NamedParty, ...], str]:
        """The parties in order, each once, and the item without their names."""
        found: dict[str, NamedParty] = {}
        rest: list[str] = []
        link = ""
        end_before = 0
        for start, end in _find_names(item, self._ordered):
            before = LEADING_WORD.search(item[end_before:start])
            rest.append(item[end_before:start])
            word = before.group(1).lower() if before else ""
            # "between A and B": what leads to the first leads to the second.
            link = link if word == "and" else word
            key = self._keys[item[start:end]]
            end_before = end
            is_owner = OWNING.match(item, end_before) is not None
            has_goods = GOODS.match(item, end_before) is not None
            found.setdefault(key, NamedParty(key, link, is_owner, has_goods))
        rest.append(item[end_before:])
        return tuple(found.values()), " ".join(rest)


def _find_names(item: str, ordered: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Spans of whole names in an item, from left to right, at one place the first of `ordered`.

    A regular expression of all names of a document would take longer to make than its items take to search.
    """
    spans: list[tuple[int, int, int]] = []
    for rank, name in enumerate(ordered):
        start = item.find(name)
        while start >= 0:
            spans.append((start, rank, start + len(name)))
            start = item.find(name, start + 1)
    reached = 0
    for start, _, end in sorted(spans):
        if start >= reached and not (_is_letter_at(item, start - 1) or _is_letter_at(item, end)):
            yield start, end
            reached = end


def _is_letter_at(item: str, at: int) -> bool:
    """Whether a word goes on at a place, as regular expressions tell words."""
    return 0 <= at < len(item) and (item[at].isalnum() or item[at] == "_")


def _list_spellings(actors: Iterable[DocumentActor]) -> Mapping[str, str]:
    """entity_key by spelling: names that the document uses, and the adjectives of its countries."""
    keys: dict[str, str] = {}
    for actor in actors:
        if not actor.is_named or actor.type not in PARTY_TYPES:
            continue
        for name in (actor.name, *actor.names):
            keys.setdefault(name, actor.entity_key)
        if actor.type == "country" and actor.country_code in load_countries():
            country = load_countries()[actor.country_code]
            for name in (country.name, *country.aliases):
                keys.setdefault(name, actor.entity_key)
            for adjective in country.adjectives:
                if country_adjectives().get(adjective) == country.code:
                    keys.setdefault(adjective, actor.entity_key)
    return {spelling: key for spelling, key in keys.items() if len(spelling) > 1}
