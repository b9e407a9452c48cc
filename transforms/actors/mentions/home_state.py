"""The state whose organs a text tells of without saying whose: where it names organs of one state alone."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.actors.attributes.country_votes import CountryVotes
from transforms.actors.attributes.roles import RoleFinding
from transforms.actors.entities import Entity
from transforms.actors.mentions.institution_entities import name_institution

# Least share of the countries and places that a text names that must be those of the state.
LEAST_SHARE = 0.8
# How often a text must name its only country, itself or through places.
LEAST_NAMINGS = 4
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG"})
BODY_TYPES = frozenset({"organisation", "group"})
# What says of a person that he is an official of a state.
OFFICIAL = frozenset({"office", "reference", "adjective"})


def settle_home(
    entities: Sequence[Entity], bodies: Sequence[Entity], roles: Sequence[RoleFinding], votes: CountryVotes
) -> None:
    """Give the one state of a text to its organs and officials of whom nothing else tells whose they are.

    A text has one state if it names an organ or official of it, none of another or of an unknown one, and
    hardly a place elsewhere; people who hold no office are nobody's by this.
    """
    home = _find_home([*entities, *bodies], votes)
    if home is None:
        return
    code = home.country or ""
    bare = {id(r.person) for r in roles if r.of is None and r.is_current and r.sector in STATE_SECTORS}
    for entity in entities:
        if entity.type == "person" and entity.country is None and id(entity) in bare:
            entity.settle_country(code, "state", home.country_at, 0.8)
    for body in bodies:
        if body.country is None and body.type == "organisation" and body.sector in STATE_SECTORS:
            body.settle_country(code, "state", home.country_at, 0.75)
            if not body.is_named and body.canonical:
                body.name, body.is_named, body.is_shared = name_institution(body.canonical, code), True, True


def settle_setting(entities: Sequence[Entity], votes: CountryVotes) -> None:
    """Give the only country that a text names, and names often, to named actors of whom nothing else tells.

    A report that never looks abroad doesn't say of its people and places that they are at home.
    """
    code = next(iter(votes.votes)) if len(votes.votes) == 1 else None
    if code is None or votes.votes[code] < LEAST_NAMINGS:
        return
    source = min((e.country_at for e in entities if e.country == code and e.country_at), default=None)
    for entity in entities:
        is_bare = entity.country is None and entity.reference is None and not entity.is_stateless
        if is_bare and entity.is_named and entity.sector != "MED":
            entity.settle_country(code, "setting", source, 0.6)


def _find_home(entities: Sequence[Entity], votes: CountryVotes) -> Entity | None:
    """The first organ or official of the one state of a text, with the words that say so."""
    organs = [e for e in entities if e.country and e.sector in STATE_SECTORS and e.country_at is not None]
    organs = [e for e in organs if e.type in BODY_TYPES or e.country_method in OFFICIAL]
    codes = {e.country for e in organs}
    if len(codes) != 1 or any(_is_foreign(e) for e in entities):
        return None
    total = sum(votes.votes.values())
    share = votes.votes[organs[0].country or ""] / total if total else 0.0
    return min(organs, key=lambda e: e.country_at or (0, 0)) if share >= LEAST_SHARE else None


def _is_foreign(entity: Entity) -> bool:
    """Whether an organ is that of a place of unknown country ("the interior ministry of Vostrava")."""
    is_organ = entity.sector in STATE_SECTORS and bool(entity.canonical)
    return is_organ and entity.is_named and entity.country is None
