"""Whose actor an actor is: the country of persons, bodies and places, from the words around their names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from transforms.actors.attributes.roles import RoleFinding, Surroundings
from transforms.actors.entities import Entity
from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.gazetteer import load_entries, load_shouted
from transforms.actors.reference.places import choose_place, locate_country
from transforms.actors.spelling import fold
from transforms.actors.words import Words

WEIGHT = {"country": 2.0, "location": 2.0, "person": 1.0, "organisation": 0.4, "group": 0.4}
ADJECTIVE = 1.9
SUBJECT = 1.0
# How far after a body's noun its country may stand, in tokens.
CLOSE = 6
# How many sentences back the place of what is told may stand.
SCENE = 3
MANY_STATES = frozenset(
    [
        "african",
        "european",
        "asian",
        "arab",
        "islamic",
        "nations",
        "pan",
        "nordic",
        "americas",
        "eurasian",
        "caribbean",
        "inter",
    ]
)
INTERNATIONAL = frozenset(["international", "world", "global"])
BODY_OF_MANY = frozenset(
    [
        "federation",
        "committee",
        "organization",
        "organisation",
        "association",
        "union",
        "council",
        "court",
        "agency",
        "fund",
        "congress",
    ]
)
STATE_SECTORS = {"GOV", "MIL", "COP", "JUD", "LEG", "OPP", "PTY"}


class CountryVotes:
    """How often a document names each country, itself or through its places and people."""

    def __init__(self, entities: Sequence[Entity], words: Words) -> None:
        self.votes: Counter[str] = Counter()
        self.by_sentence: dict[int, list[tuple[int, str, float, bool]]] = defaultdict(list)
        self.words = words
        self.homes: Counter[str] = Counter()
        for entity in entities:
            code, weight = entity.country, WEIGHT.get(entity.type)
            if entity.reference and code and entity.sector != "MED":
                self.homes[code] += len(entity.spans) * (2 if entity.type in {"country", "location"} else 1)
            if (
                not code
                or weight is None
                or not load_countries()[code].affiliation
                or entity.method == "context"
            ):
                continue
            for span in entity.spans:
                if weight >= 2.0 or entity.method == "name":
                    self.votes[code] += 1
                adjective = span.entry is not None and span.entry.kind in {"adjective", "demonym"}
                told = ADJECTIVE if adjective else weight
                if words.dep[span.last - 1] == "nsubj":
                    told += SUBJECT
                self.by_sentence[words.sentence[span.first]].append(
                    (span.first, code, told, weight >= 2.0 and not adjective)
                )

    def main(self, least: float = 0.0) -> str | None:
        """The country named most, if its share of all is at least `least` and no other has as many."""
        ranked = sorted(self.votes.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0] if ranked[0][1] >= least * sum(self.votes.values()) else None

    def near(self, token: int) -> str | None:
        """The country that the sentence of a token names most (the nearest of several), else the main one."""
        here = self.by_sentence.get(self.words.sentence[token], ())
        scores: dict[str, float] = defaultdict(float)
        for i, code, weight, _ in here:
            scores[code] += weight + 1.0 / (1 + abs(token - i))
        if scores:
            return max(scores, key=lambda code: (scores[code], self.votes[code], code))
        return self.main() or (max(self.votes, key=lambda c: (self.votes[c], c)) if self.votes else None)

    def around(self, token: int) -> str | None:
        """The country for a body without one: of the names before it or close after it, else the home.

        "Police in Kenya", "in Kenya, police ..." are Kenya's; in "officials will watch Kenya" they aren't.
        """
        here = self.by_sentence.get(self.words.sentence[token], ())
        told = [w for i, _, w, _ in here if i < token + CLOSE]
        if any(w >= ADJECTIVE for w in told):
            return self.near(token)
        return self.before(token, SCENE) or (self.near(token) if told or self.home() is None else self.home())

    def around_crowd(self, token: int, is_armed: bool) -> str | None:
        """The country of people without one: of the place where they act, before that of anybody named.

        Neither who is accused of training fighters nor the firm against which people march tells whose
        they are; the army that shoots gunmen in a town isn't of their country.
        """
        here = self.by_sentence.get(self.words.sentence[token], ())
        places = [(abs(i - token), c) for i, c, _, is_place in here if is_place]
        if is_armed and places:
            return min(places)[1]
        if any(w >= ADJECTIVE for i, _, w, _ in here if i < token + CLOSE):
            return self.near(token)
        return (
            (min(places)[1] if places else None)
            or self.before(token, SCENE)
            or (self.main(0.6) if is_armed else self.home(0.6))
        )

    def home(self, least: float = 0.5) -> str | None:
        """The country of most of the names that the tables know, if of at least that share of them."""
        if not self.homes:
            return None
        code = max(self.homes, key=lambda c: (self.homes[c], c))
        return code if self.homes[code] >= least * sum(self.homes.values()) else None

    def lead(self) -> str | None:
        """The country that the document is about: named often, and first."""
        scores: Counter[str] = Counter(self.votes)
        numbers = sorted(self.by_sentence)
        if numbers:
            first = min(self.by_sentence[numbers[0]])
            scores[first[1]] += 2
        return max(scores, key=lambda c: (scores[c], c)) if scores else None

    def before(self, token: int, back: int = 3) -> str | None:
        """The country of the last place named before a token, at most `back` sentences back."""
        sentence = self.words.sentence[token]
        for number in range(sentence, max(-1, sentence - back - 1), -1):
            found = [
                (i, c) for i, c, _, is_place in self.by_sentence.get(number, ()) if is_place and i < token
            ]
            if found:
                return max(found)[1]
        return None


def assign_countries(
    entities: Sequence[Entity], roles: Sequence[RoleFinding], words: Words, around: Surroundings
) -> CountryVotes:
    """Set country, sector, coordinates, confidence and method of each entity; returns the votes.

    Order of evidence: reference tables, the role's country or body, a country beside or inside the
    name, the table of cities, and last the country that the document is about.
    """
    for entity in entities:
        if entity.type == "organisation" and entity.reference is None and entity.country is None:
            _place_body(entity, words, around)
    votes = CountryVotes(entities, words)
    for entity in entities:
        if entity.type == "location" and entity.country is None and entity.reference is None:
            _locate(entity, words, around, votes)
    votes = CountryVotes(entities, words)
    for entity in entities:
        if entity.type == "organisation" and entity.reference is None and entity.country is None:
            _place_body(entity, words, around)
    _apply_roles(roles)
    for entity in entities:
        if entity.country is None and entity.reference is None and not entity.is_stateless:
            token = entity.spans[0].first
            if entity.type == "location":
                entity.country = (
                    votes.before(token, 0) or votes.home() or votes.before(token) or votes.near(token)
                )
            elif entity.type == "person" and entity.sector in STATE_SECTORS:
                entity.country = votes.lead()
            else:
                entity.country = votes.home(0.6) or votes.near(token)
            entity.method, entity.confidence = "context", 0.55
        if entity.type == "country":
            entity.latitude, entity.longitude = locate_country(entity.country)
        elif entity.type == "location" and entity.latitude is None and entity.country and entity.reference:
            place = choose_place(entity.name, votes.votes, entity.country)
            if place is not None:
                entity.latitude, entity.longitude = place[0].latitude, place[0].longitude
        if entity.country and not load_countries()[entity.country].affiliation:
            entity.country = None
    return votes


def _apply_roles(roles: Sequence[RoleFinding]) -> None:
    for finding in roles:
        person = finding.person
        if (
            person.reference is None
            and person.country is None
            and finding.of is not None
            and finding.of.country
        ):
            person.country, person.method, person.confidence = finding.of.country, "role", 0.92
        elif person.reference and person.country is None and finding.of is not None and finding.is_current:
            person.country = finding.of.country  # an official of an international body in an office at home
        if person.sector is None and finding.is_current:
            person.sector = finding.sector or (finding.of.sector if finding.of is not None else None)


def _locate(entity: Entity, words: Words, around: Surroundings, votes: CountryVotes) -> None:
    hinted = next((c for c in (_country_after(s, words, around) for s in entity.spans) if c), None)
    hit = choose_place(entity.name, votes.votes, hinted)
    inner = None if hit or hinted else _country_inside(words, entity.spans[0].first, entity.spans[0].last)
    if inner:
        entity.country, entity.confidence, entity.method = inner, 0.93, "name"
    if hinted:
        entity.country, entity.confidence, entity.method = hinted, 0.95, "apposition"
    if hit is not None:
        place, confidence = hit
        entity.country, entity.latitude, entity.longitude = place.country, place.latitude, place.longitude
        entity.confidence, entity.method = confidence, "geonames"


def _country_after(span: NameSpan, words: Words, around: Surroundings) -> str | None:
    """The country of "Córdoba, Argentina" or "the Russian city of X"."""
    i = span.last
    if i + 1 < len(words) and words.text[i] in {",", "("} and words.sentence[i] == words.sentence[span.first]:
        entity = around.entity_at.get(i + 1)
        if (
            entity is not None
            and entity.type in {"country", "location"}
            and around.span_at[i + 1].entry is not None
        ):
            return entity.country
    k = span.first - 1
    if k > 1 and words.lower[k] == "of":
        for j in range(k - 1, max(-1, k - 5), -1):
            entity = around.entity_at.get(j)
            if entity is not None and entity.type == "country" and words.sentence[j] == words.sentence[k]:
                return entity.country
    return None


def _place_body(entity: Entity, words: Words, around: Surroundings) -> None:
    """The country inside or just before a body's name ("Ghana Ports Authority", "Russia's Sukhoi")."""
    for span in entity.spans:
        name = words.slice(span.first, span.last)
        if _international(name) and not _country_inside(words, span.first, span.last):
            entity.sector, entity.method, entity.confidence = entity.sector or "IGO", "name", 0.8
            entity.is_stateless = True
            return
        code = _country_inside(words, span.first, span.last)
        if code:
            entity.country, entity.method, entity.confidence = code, "name", 0.9
            return
    for span in entity.spans:
        k = span.first - 1
        while (
            k > 0
            and words.tag[k] in {"POS", "JJ", "NN", "NNP", "HYPH", "VBN"}
            and k not in around.entity_at
            and span.first - k < 5
        ):
            k -= 1
        owner = around.entity_at.get(k)
        if (
            k >= 0
            and owner is not None
            and owner.type in {"country", "location"}
            and words.sentence[k] == words.sentence[span.first]
        ):
            entity.country, entity.method, entity.confidence = owner.country, "genitive", 0.88
            return


def _country_inside(words: Words, first: int, last: int) -> str | None:
    """The first country, adjective, capital or region inside a name."""
    for i in range(first, last):
        for end in (i + 3, i + 2, i + 1):
            name = words.slice(i, end) if end <= last else ""
            entry = load_entries().get(name) or load_shouted().get(name)
            if (
                entry is not None
                and entry.kind in {"country", "adjective", "capital", "region"}
                and entry.country
            ):
                return entry.country
    return None


def _international(name: str) -> bool:
    """Whether a body's name tells of many states ("African") or ends in "of (the) <international body>"."""
    folded = set(fold(name).split())
    if folded & MANY_STATES or (folded & INTERNATIONAL and folded & BODY_OF_MANY):
        return True
    _, linked, owner = name.rpartition(" of the ")
    entry = load_entries().get(owner) if linked else None
    return entry is not None and entry.sector == "IGO"
