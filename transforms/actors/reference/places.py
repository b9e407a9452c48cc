"""Places: coordinates and country by the offline GeoNames table of cities, ambiguity settled by context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.tables import DATA
from transforms.lexicon.spelling import fold

CITIES = DATA / "cities.tsv"  # written by training/make_cities.py

GENERIC_WORDS = load_name_words()["place_nouns"]


@dataclass(frozen=True, slots=True)
class Place:
    """A city of the table."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


class Places(Mapping[str, tuple[Place, ...]]):
    """Cities by folded name, most populous first; a line is read when its name is asked for."""

    def __init__(self, lines: list[str]) -> None:
        self._rows: dict[str, str] = {}
        for line in lines:
            name, _, row = line.partition("\t")
            before = self._rows.get(name)
            self._rows[name] = row if before is None else f"{before}\n{row}"

    def __getitem__(self, name: str) -> tuple[Place, ...]:
        return tuple(_read_place(row) for row in self._rows[name].split("\n"))

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _read_place(row: str) -> Place:
    name, country, latitude, longitude, population = row.split("\t")
    return Place(name, country, float(latitude), float(longitude), int(population))


@lru_cache(maxsize=1)
def load_places() -> Places:
    """Cities by folded name, most populous first; alternate names in Latin letters count as well."""
    return Places(CITIES.read_text(encoding="utf-8").removeprefix(read_head()).splitlines())


def read_head() -> str:
    """The comments above the table of cities."""
    with CITIES.open(encoding="utf-8") as file:
        return "".join(takewhile(lambda line: line.startswith("#"), file))


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
