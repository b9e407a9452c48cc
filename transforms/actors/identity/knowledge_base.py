"""Ids of a knowledge base: those that ship with the tables, and a user's list of persons and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from schemas.identity import KnownActor, ResolvedActor
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.name_keys import person_key
from transforms.actors.reference.tables import read_table, split_list
from transforms.correction_file import Cells, CorrectionError
from transforms.lexicon.spelling import fold

COLUMNS = ("wikidata_id", "name", "aliases", "type", "country_code")
NEEDED = ("wikidata_id", "name")
# A list of Wikidata or OpenSanctions calls types by other names.
TYPES = {
    "person": "person", "human": "person",
    "organisation": "organisation", "organization": "organisation", "company": "organisation",
    "legalentity": "organisation", "publicbody": "organisation", "body": "organisation",
}  # fmt: skip
FAMILY = {"person": "person", "organisation": "body", "group": "body"}

_ID = re.compile(r"Q[1-9][0-9]*")


def parse_known_actor(_: int, row: Cells) -> KnownActor:
    """A line of a user's list; aliases are separated by "|".

    Raises:
        CorrectionError: no name, no Wikidata id, unknown type or country.
    """
    number, name = row.get("wikidata_id") or "", row.get("name")
    number = number.rsplit("/", 1)[-1]  # an address of Wikidata is what its own exports hold
    if not _ID.fullmatch(number):
        raise CorrectionError(f"{number!r} is no Wikidata id (Q and digits)")
    if not name:
        raise CorrectionError("no name")
    kind, country = row.get("type"), row.get("country_code")
    if kind is not None and kind.lower() not in TYPES:
        raise CorrectionError(f"unknown type {kind!r}; known: person, organisation")
    if country is not None and country not in load_countries():
        raise CorrectionError(f"unknown country code {country!r} (ISO 3166 alpha-3)")
    return KnownActor(
        number, name, split_list(row.get("aliases") or ""), TYPES[kind.lower()] if kind else None, country
    )


@lru_cache(maxsize=1)
def load_shipped_ids() -> Mapping[str, str]:
    """Wikidata ids by actor id, of the reference tables."""
    return {row["actor_id"]: row["wikidata_id"] for row in read_table("wikidata.csv")}


class KnowledgeBase:
    """Finds the one listed person or body that bears an actor's name and contradicts nothing known of it."""

    def __init__(self, known: Iterable[KnownActor] = ()) -> None:
        self._by_name: dict[tuple[str, str], list[KnownActor]] = {}
        for actor in known:
            families = ("person", "body") if actor.type is None else (FAMILY[actor.type],)
            for family in families:
                for key in {_key(family, name) for name in (actor.name, *actor.aliases)}:
                    self._by_name.setdefault((family, key), []).append(actor)

    def find_id(self, actor: ResolvedActor, names: Sequence[str]) -> str | None:
        """The Wikidata id of an actor told by some spellings.

        None where nobody listed fits, or two do. A person needs a name of two words; of the bearers,
        one whose country is the actor's goes before those without a country.
        """
        shipped = load_shipped_ids().get(actor.actor_id)
        family = FAMILY.get(actor.type)
        if shipped is not None or family is None or not self._by_name:
            return shipped
        keys = {_key(family, name) for name in (actor.name, *names) if family == "body" or " " in name}
        bearers = {k.wikidata_id: k for key in keys for k in self._by_name.get((family, key), ())}
        fitting = [
            k for k in bearers.values()
            if k.country_code is None or actor.country_code in (None, k.country_code)
        ]  # fmt: skip
        same = [k for k in fitting if k.country_code is not None and k.country_code == actor.country_code]
        fitting = same or fitting
        return fitting[0].wikidata_id if len(fitting) == 1 else None


def _key(family: str, name: str) -> str:
    return " ".join(person_key(name)) if family == "person" else fold(name)
