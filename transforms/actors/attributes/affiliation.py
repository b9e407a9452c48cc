"""Whose actor an actor is: the country of persons, bodies and places, where the text or the tables say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.document_actors import CountryMethod
from transforms.actors.attributes.country_evidence import (
    Evidence,
    find_base,
    find_country_after,
    find_country_before,
    find_country_inside,
    find_region_after,
    find_region_before,
    find_site,
    is_of_many_states,
)
from transforms.actors.attributes.country_votes import CountryVotes
from transforms.actors.attributes.roles import RoleFinding
from transforms.actors.attributes.signatures import is_signature
from transforms.actors.attributes.surroundings import Surroundings
from transforms.actors.entities import TYPE_JUDGED, Entity
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.places import choose_place, locate_country
from transforms.actors.words import Words

# Confidence of a city in a country that the document names.
LEAST_SURE = 0.8


def assign_countries(
    entities: Sequence[Entity], roles: Sequence[RoleFinding], words: Words, around: Surroundings
) -> CountryVotes:
    """Set country, what says it, and coordinates of each entity; returns where countries are named.

    An actor whose country neither the tables nor words beside or inside its name say has none, whatever
    country the document is about.
    """
    _adopt_references(entities, words)
    _locate_places(entities, words, around)
    for entity in entities:
        if entity.country is None and entity.reference is None and entity.type in {"organisation", "group"}:
            _place_body(entity, words, around)
    _apply_roles(roles, words, around)
    for entity in entities:
        if entity.type == "person" and entity.country is None and entity.reference is None:
            _place_person(entity, words, around)
    _apply_roles(roles, words, around)
    for entity in entities:
        if entity.country and not load_countries()[entity.country].affiliation:
            entity.country = entity.country_method = entity.country_at = None
    return CountryVotes(entities, words)


def _adopt_references(entities: Sequence[Entity], words: Words) -> None:
    """Say of the countries that the tables give that they do; coordinates of states.

    An agency that only signs a report is no party of its country.
    """
    for entity in entities:
        if entity.country and entity.sector == "MED" and all(is_signature(words, s) for s in entity.spans):
            entity.country, entity.is_stateless = None, True
        elif entity.country and entity.reference:
            entity.country_method = "reference"
            entity.country_at = (entity.spans[0].first, entity.spans[0].last)
        if entity.type == "country":
            entity.latitude, entity.longitude = locate_country(entity.country)


def _locate_places(entities: Sequence[Entity], words: Words, around: Surroundings) -> None:
    """Countries and coordinates of places, those that the text itself places first."""
    places = [e for e in entities if e.type == "location"]
    votes = CountryVotes(entities, words)
    for entity in places:
        if entity.country is None and entity.reference is None:
            _locate(entity, words, around, votes)
    for entity in places:
        if entity.latitude is None and entity.country and entity.reference:
            place = choose_place(entity.name, votes.votes, entity.country)
            if place is not None:
                entity.latitude, entity.longitude = place[0].latitude, place[0].longitude


def _locate(entity: Entity, words: Words, around: Surroundings, votes: CountryVotes) -> None:
    hint = _first_of(find_region_after(words, s, around) for s in entity.spans) or _first_of(
        find_region_before(words, s, around) for s in entity.spans
    )
    inner = find_country_inside(words, entity.spans[0].first, entity.spans[0].last)
    said = hint or inner
    hit = choose_place(entity.name, votes.votes, said.country if said else None)
    if hit is not None and entity.method == TYPE_JUDGED and hit[1] < LEAST_SURE:
        hit = None  # a name that only the judge takes for a place is one of a country that the text tells
    if said is not None:
        _settle(entity, said)
        entity.method = "apposition" if hint else "name"
    if hit is not None:
        place, confidence = hit
        entity.latitude, entity.longitude = place.latitude, place.longitude
        if said is None:
            at = (entity.spans[0].first, entity.spans[0].last)
            entity.settle_country(place.country, "gazetteer", at, confidence)
        entity.confidence, entity.method = confidence, "geonames"


def _place_body(entity: Entity, words: Words, around: Surroundings) -> None:
    """The country inside or beside a body's name ("Ghana Ports Authority", "Russia's Sukhoi")."""
    for span in entity.spans:
        inside = find_country_inside(words, span.first, span.last)
        if is_of_many_states(words.slice(span.first, span.last)) and inside is None:
            entity.sector, entity.method, entity.confidence = entity.sector or "IGO", "name", 0.8
            entity.is_stateless = True
            return
        if inside is not None:
            _settle(entity, inside)
            return
    finders = (find_country_before, find_country_after, find_base, find_site)
    found = _first_of(find(words, span, around) for span in entity.spans for find in finders)
    if found is not None and found.method != "body":
        _settle(entity, found)


def _place_person(entity: Entity, words: Words, around: Surroundings) -> None:
    """The country beside a person's name ("Kenyan runner X", "X of Norbank")."""
    finders = (find_country_before, find_country_after)
    found = _first_of(find(words, span, around) for span in entity.spans for find in finders)
    if found is not None:
        _settle(entity, found)


def _apply_roles(roles: Sequence[RoleFinding], words: Words, around: Surroundings) -> None:
    """The country and sector of persons from the office that the text gives them."""
    for finding in roles:
        person, of = finding.person, finding.of
        home = of.country if of is not None and not of.is_stateless else None
        if person.country is None and home and (person.reference is None or finding.is_current):
            method: CountryMethod = (
                "office" if of is not None and of.type in {"country", "location"} else "body"
            )
            person.settle_country(home, method, _locate_owner(finding, words, around), 0.92)
            person.method = "role" if person.reference is None else person.method
        if person.sector is None and finding.is_current:
            person.sector = finding.sector or (of.sector if of is not None else None)


def _locate_owner(finding: RoleFinding, words: Words, around: Surroundings) -> tuple[int, int]:
    """The tokens of the state or body in the words of a role."""
    for i in range(finding.first, min(finding.last, len(words))):
        if around.entity_at.get(i) is finding.of:
            return around.span_at[i].first, around.span_at[i].last
    return finding.first, finding.last


def _first_of(found: Iterable[Evidence | None]) -> Evidence | None:
    return next((e for e in found if e is not None), None)


def _settle(entity: Entity, evidence: Evidence) -> None:
    entity.settle_country(
        evidence.country, evidence.method, (evidence.first, evidence.last), evidence.confidence
    )
    entity.method = evidence.method
