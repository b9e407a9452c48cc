"""The actors that an item names, with the word that leads to each, and what is left without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    def _pattern(self) -> re.Pattern[str] | None:
        """Any of the names; made when the first item asks for it."""
        ordered = sorted(self._keys, key=lambda s: (-len(s), s))
        pattern = "|".join(re.escape(s) for s in ordered)
        return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if pattern else None

    def split(self, item: str) -> tuple[tuple[NamedParty, ...], str]:
        """The parties in order, each once, and the item without their names."""
        if self._pattern is None:
            return (), item
        found: dict[str, NamedParty] = {}
        link = ""
        end_before = 0
        for match in self._pattern.finditer(item):
            before = LEADING_WORD.search(item[end_before : match.start()])
            word = before.group(1).lower() if before else ""
            # "between A and B": what leads to the first leads to the second.
            link = link if word == "and" else word
            key = self._keys[match.group()]
            end_before = match.end()
            is_owner = OWNING.match(item, end_before) is not None
            has_goods = GOODS.match(item, end_before) is not None
            found.setdefault(key, NamedParty(key, link, is_owner, has_goods))
        return tuple(found.values()), self._pattern.sub(" ", item)


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
