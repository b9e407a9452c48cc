"""Whether a name of the tables holds against what the language model sees there."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.gazetteer import Hit, load_surnames
from transforms.actors.reference.institution_table import load_institutions
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.places import GENERIC_WORDS
from transforms.actors.reference.tables import read_words
from transforms.actors.reference.titles import load_roles
from transforms.actors.words import Words

COUNTRY_KINDS = {"country", "adjective", "demonym", "capital"}
SMALL_STATES = {"SYC", "GUY"}
# What the model must see where a weak name of the tables stands, by kind of entry.
CONFIRMING = {
    "body": {"organisation", "group", "product"},
    "region": {"location"},
    "person": {"person"},
}
PERSON_LIKE_COUNTRIES = load_name_words()["person_like_countries"]


def is_plausible(hit: Hit, words: Words, told: set[str | None]) -> bool:
    """Whether a name can mean its entry here: short names of national bodies need their country."""
    name = words.slice(hit.first, hit.last)
    after = words.lower[hit.last] if hit.last < len(words) else ""
    if hit.entry.kind in {"adjective", "demonym"} and hit.first and words.lower[hit.first - 1] == "ethnic":
        return False
    if hit.entry.kind == "person":
        later = words.lower[hit.last + 1 : hit.last + 3]
        things = read_words("thing_nouns.txt")
        return after not in things and not (
            words.tag[min(hit.last, len(words) - 1)] == "NNP" and set(later) & things
        )
    if hit.entry.kind == "region" and name.endswith("."):  # "Charleston, Ill.", not "Miss. Berg"
        return hit.first > 1 and words.text[hit.first - 1] == ","
    if is_minor_capital(hit):
        return hit.entry.country in told
    if hit.entry.kind == "body" and name.isupper() and len(name) <= 5 and hit.entry.country:
        return name in read_words("world_acronyms.txt") or hit.entry.country in told
    return True


def is_minor_capital(hit: Hit) -> bool:
    """Capitals of territories are mostly other places or persons ("Douglas", "Stanley", "Hamilton")."""
    country = load_countries().get(hit.entry.country or "")
    if hit.entry.kind == "capital" and hit.entry.country in SMALL_STATES:
        return True  # "Victoria", "Georgetown"
    return hit.entry.kind == "capital" and country is not None and country.status == "territory"


def beats_model(hit: Hit, rivals: Iterable[NameSpan], words: Words) -> bool:
    """Whether a name of the tables beats what the model sees there."""
    name, rivals = words.slice(hit.first, hit.last), list(rivals)
    if name == "West":
        return _is_the_west(hit, words)
    if name in read_words("weak_names.txt") and not any(_confirms(r, hit) for r in rivals):
        return False
    return all(_yields(r, hit, words) for r in rivals if _encloses(r, hit))


def _is_the_west(hit: Hit, words: Words) -> bool:
    """As in "the West", not "the West African bloc"."""
    if not hit.first or (hit.last < len(words) and words.text[hit.last].istitle()):
        return False
    return words.lower[hit.first - 1] == "the"


def _confirms(rival: NameSpan, hit: Hit) -> bool:
    """Whether the model sees the same name, of a type that the entry can be."""
    wanted = CONFIRMING.get(hit.entry.kind, {"location", "group"})
    return rival.type in wanted and (rival.first, rival.last) == (hit.first, hit.last)


def _encloses(rival: NameSpan, hit: Hit) -> bool:
    """Whether the model's name is longer and holds the one of the tables."""
    inside = rival.first <= hit.first and hit.last <= rival.last
    return inside and (rival.first, rival.last) != (hit.first, hit.last)


def _yields(rival: NameSpan, hit: Hit, words: Words) -> bool:
    """Whether a longer name that the model sees gives way."""
    kind = hit.entry.kind
    if rival.type in {"person", "organisation"}:
        if rival.type == "person" and _precedes_given_name(rival, hit, words):
            return False
        if kind == "person" or (kind == "body" and _is_numbered(rival, hit, words)):
            return True
        if kind not in COUNTRY_KINDS:
            return False
        if rival.type == "organisation":
            return is_institution_name(words, rival.first, rival.last, hit)
        opens = hit.first == rival.first and hit.last < rival.last
        return opens and words.slice(hit.first, hit.last) not in PERSON_LIKE_COUNTRIES
    if rival.type == "group":
        return kind in {"adjective", "demonym", "body", "country"}
    return rival.type == "location" and _is_part_of_place(rival, hit, words)


def _precedes_given_name(rival: NameSpan, hit: Hit, words: Words) -> bool:
    """As in "Russian Ivan", where "Ivan" is no surname: the adjective is a part of the name."""
    opens = hit.first == rival.first and rival.last - hit.last == 1
    return opens and hit.entry.kind == "adjective" and not _is_surname(words.text[rival.last - 1])


def _is_numbered(rival: NameSpan, hit: Hit, words: Words) -> bool:
    """As in "Apple 1.8 billion": the model took a number into the name."""
    opens = hit.first == rival.first and hit.last < rival.last
    return opens and any(c.isdigit() for c in words.text[hit.last])


def _is_part_of_place(rival: NameSpan, hit: Hit, words: Words) -> bool:
    """As in "Georgia coast" or "12 Donbas": a state or region with a word of its surroundings."""
    if hit.first == rival.first and (hit.entry.kind == "country" or words.lower[hit.last] in GENERIC_WORDS):
        return True
    return hit.last == rival.last and (hit.entry.kind == "region" or words.pos[rival.first] == "NUM")


def _is_surname(word: str) -> bool:
    return word in load_surnames()


def is_institution_name(words: Words, first: int, last: int, hit: Hit) -> bool:
    """Whether a body's name is a country and a common noun ("Kenyan Army", "Government of Peru")."""
    rest = [words.lower[i] for i in range(first, last) if not hit.first <= i < hit.last]
    rest = (
        [w for w in rest if w not in {"the", "'s", "’s", "of", "’", "'"}]
        if "ministry" not in rest[:1]
        else rest
    )
    phrase = " ".join(rest)
    return phrase in load_institutions() or is_portfolio(phrase, words, last)


def is_portfolio(phrase: str, words: Words, last: int) -> bool:
    """Whether words before a title belong to it ("Tanzanian Health" in "Tanzanian Health Minister X")."""
    return last < len(words) and f"{phrase} {words.lower[last]}" in load_roles()
