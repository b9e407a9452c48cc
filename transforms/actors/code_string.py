"""Code a short string ("two Chinese warplanes") with a country and a sector, without a language model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from transforms.actors.reference.countries import country_names
from transforms.actors.reference.gazetteer import APOSTROPHES, Entry, load_entries, load_surnames
from transforms.actors.reference.institution_table import load_institutions
from transforms.actors.reference.places import load_places
from transforms.actors.reference.tables import read_table
from transforms.actors.reference.titles import load_roles
from transforms.actors.reference.word_sets import load_word_sets
from transforms.actors.spelling import fold

WORD = re.compile(r"[\w&]+(?:[.'’-][\w]+)*\.?|\S")
LONGEST = 7
LEAST_CITY = 40_000
ARMED = {"REB", "PRM", "CRM"}
SECTOR_NAMES = {"MED": "JRN", "IGO": "IGO"}


@lru_cache(maxsize=1)
def _folded_entries() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for name, entry in load_entries().items():
        if len(name) > 3 or name.upper() != name:
            found.setdefault(fold(name), entry)
    return found


@lru_cache(maxsize=1)
def _agents() -> dict[str, str]:
    """Sector by noun phrase: the table of agents, then roles and institutions."""
    found = {row["phrase"]: row["sector"] for row in read_table("agents.csv")}
    for role, (sector, _) in load_roles().items():
        found.setdefault(role, sector)
    for phrase, institution in load_institutions().items():
        found.setdefault(phrase, institution.sector)
    return {phrase: sector for phrase, sector in found.items() if sector}


def code_actor(text: str) -> tuple[str | None, str | None]:
    """(country, sector) of a string.

    The country is ISO 3166-1 alpha-3, or IGO, EUR for bodies of no one state as PLOVER codes them;
    None where the string tells none. The sector is a PLOVER/CAMEO code.
    """
    words = [
        w for w in WORD.findall(text.translate(APOSTROPHES).replace(" 's", "'s")) if w not in {"'s", "'"}
    ]
    words = [w[:-2] if w.endswith("'s") else w for w in words]
    sets = load_word_sets()
    linked = tuple(sets["linked"])
    words = [part for w in words for part in (w.rsplit("-", 1) if w.endswith(linked) else [w])]
    if not words:
        return None, None
    if len(words) == 1 and words[0].lower() in sets["pronoun_strings"]:
        return None, "UNK"
    hits = _find_entries(words)
    country = _country_of(hits, words)
    sector = _sector_of(hits, words, country)
    if any(w.lower() in sets["past_holders"] for w in words) and sector:
        sector = "ELI"
    return country, sector


def _find_entries(words: list[str]) -> list[tuple[int, int, Entry]]:
    """Names of the tables, longest first, left to right."""
    out: list[tuple[int, int, Entry]] = []
    i = 0
    while i < len(words):
        found = None
        for end in range(min(len(words), i + LONGEST), i, -1):
            found = _look_up(words[i:end])
            if found is not None and found.kind == "person" and end - i == 1 and _is_inside(words, i):
                found = None
            if found is not None:
                out.append((i, end, found))
                i = end
                break
        if found is None:
            i += 1
    return out


def _is_inside(words: list[str], i: int) -> bool:
    """Whether a lone surname is a part of another name ("St. Andrews", "Jamal Khan")."""
    before = words[i - 1] if i else ""
    after = words[i + 1] if i + 1 < len(words) else ""
    titled = before.lower() in load_roles() or before in country_names() or load_entries().get(before)
    return (before[:1].isupper() and i > 0 and not titled) or after[:1].isupper()


def _look_up(words: list[str]) -> Entry | None:
    name = re.sub(r" ([.,-]) ?", r"\1", " ".join(words))
    entry = load_entries().get(name) or load_entries().get(" ".join(words))
    if entry is not None:
        return entry
    if not (name[0].isupper() or name[:3].lower() == "al-"):
        return None
    entry = _folded_entries().get(fold(name))
    if entry is not None and (len(words) > 1 or name.isupper() or name[0].isupper()):
        return entry
    if len(words) == 1:
        known = load_surnames().get(name, ())
        if len(known) >= 1 and name not in country_names():
            return known[0]
    return None


def _country_of(hits: list[tuple[int, int, Entry]], words: list[str]) -> str | None:
    linked = [
        h
        for h in hits
        if h[2].kind in {"country", "adjective", "demonym", "capital", "region"} and h[2].country
    ]
    bodies = [h for h in hits if h[2].kind in {"body", "person"}]
    whole = next((h for h in bodies if h[1] - h[0] == len(words) or h[2].kind == "person"), None)
    if whole is not None and whole[2].country:
        return whole[2].country
    if linked:
        first = next((h for h in linked if h[2].kind == "adjective" or words[h[1] - 1 : h[1]]), linked[0])
        return first[2].country
    for _, _, entry in bodies:
        if entry.country:
            return entry.country
        if entry.sector == "IGO":
            return "EUR" if entry.name.startswith(("European", "Euro", "Frontex")) else "IGO"
    return _city_country(words)


def _city_country(words: list[str]) -> str | None:
    """The country of a city in the string, if it is a well-known one."""
    if len(words) > 1 and words[-1].lower() in load_word_sets()["site_names"]:
        places = load_places().get(fold(" ".join(words[:-1])))
        return places[0].country if places else None
    if len(words) < 4 and all(w[0].isupper() for w in words):  # a name: only as a whole
        places = load_places().get(fold(" ".join(words)))
        return places[0].country if places and places[0].population > LEAST_CITY else None
    for length in (3, 2, 1):
        for i in range(len(words) - length + 1):
            if all(w[0].isupper() for w in words[i : i + length]):
                places = load_places().get(fold(" ".join(words[i : i + length])))
                if places and places[0].population > LEAST_CITY and (length > 1 or len(words[i]) > 3):
                    return places[0].country
    return None


def _sector_of(hits: list[tuple[int, int, Entry]], words: list[str], country: str | None) -> str | None:
    lower = [w.lower() for w in words]
    person, start = next(((e, i) for i, _, e in hits if e.kind == "person"), (None, 0))
    if person is not None:
        return _office_before(lower, start) or person.sector
    agent, (body, end) = _find_agent(lower), _find_body(hits, country)
    if body is None or body.sector is None:
        return agent.sector if agent is not None else None
    if agent is not None and agent.sector == "MIL" and body.sector in ARMED:
        return body.sector
    if agent is not None and _outranks(agent, end, lower):
        return agent.sector
    return SECTOR_NAMES.get(body.sector, body.sector)


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun phrase that tells a sector; of two as long, the one with the greater `place` counts."""

    length: int
    place: int
    sector: str


def _find_agent(lower: list[str]) -> Agent | None:
    """The longest phrase of the table of agents, the last of several; the first one where "of" precedes."""
    best: Agent | None = None
    for i in range(len(lower)):
        found = _agent_at(lower, i)
        if found is not None and (best is None or (found.length, found.place) > (best.length, best.place)):
            best = found
    return best


def _agent_at(lower: list[str], i: int) -> Agent | None:
    for end in range(min(len(lower), i + 4), i, -1):
        phrase = " ".join(lower[i:end])
        sector = _agents().get(phrase) or _agents().get(_singular(phrase))
        if sector:
            return Agent(end - i, -i if "of" in lower[:i] else i, sector)
    return None


def _find_body(hits: list[tuple[int, int, Entry]], country: str | None) -> tuple[Entry | None, int]:
    """The first body with a sector that is of no other country, and where its name ends."""
    bodies = ((e, end) for _, end, e in hits if e.kind == "body" and e.sector)
    return next((b for b in bodies if b[0].country in {None, country}), (None, 0))


def _outranks(agent: Agent, body_end: int, lower: list[str]) -> bool:
    """Whether an agent says more than the body: "Nato soldiers", "spokesman of the Red Cross"."""
    goes_on = body_end < len(lower)
    if goes_on and (agent.length > 1 or lower[-1] in _agents()):
        return True
    return "of" in lower and -agent.place < lower.index("of") < body_end


def _office_before(lower: list[str], start: int) -> str | None:
    """The sector of the first office told before a person's name ("Deputy Minister of Defence General X")."""
    for i in range(start):
        for end in range(min(start, i + 4), i, -1):
            sector = _agents().get(" ".join(lower[i:end]))
            if sector:
                return sector
    return None


def _singular(phrase: str) -> str:
    return phrase[:-1] if phrase.endswith("s") else phrase
