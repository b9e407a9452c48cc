"""Where a document names countries, itself or through places: for "the country" and names of cities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from transforms.actors.entities import PEOPLE_KINDS, Entity
from transforms.actors.reference.countries import load_countries
from transforms.actors.words import Words

PLACES = frozenset({"country", "location"})


class CountryVotes:
    """How often a document names each country, and where it names places.

    Neither says whose an actor is: see `country_evidence`.
    """

    def __init__(self, entities: Sequence[Entity], words: Words) -> None:
        self.votes: Counter[str] = Counter()
        self.words = words
        self._places: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for entity in entities:
            code = entity.country
            if not code or not load_countries()[code].affiliation:
                continue
            is_place = entity.type in PLACES
            if not is_place and entity.country_method != "name":
                continue
            for span in entity.spans:
                self.votes[code] += 1
                if is_place and (span.entry is None or span.entry.kind not in PEOPLE_KINDS):
                    self._places[words.sentence[span.first]].append((span.first, code))

    def main(self) -> str | None:
        """The country named most; None where two are."""
        ranked = sorted(self.votes.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def before(self, token: int, back: int = 3) -> str | None:
        """The country of the last place named before a token, at most `back` sentences back."""
        sentence = self.words.sentence[token]
        for number in range(sentence, max(-1, sentence - back - 1), -1):
            found = [(i, c) for i, c in self._places.get(number, ()) if i < token]
            if found:
                return max(found)[1]
        return None
