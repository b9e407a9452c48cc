"""Whether a name of the tables holds against what the language model sees there."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.gazetteer import Hit, load_surnames
from transforms.actors.reference.institution_table import load_institutions
from transforms.actors.reference.places import GENERIC_WORDS
from transforms.actors.reference.tables import read_words
from transforms.actors.reference.titles import load_roles
from transforms.actors.words import Words

COUNTRY_KINDS = {"country", "adjective", "demonym", "capital"}
SMALL_STATES = {"SYC", "GUY"}
PERSON_LIKE_COUNTRIES = {"Jordan", "Chad", "Georgia", "Israel", "Paraguay", "Kenya"}


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
    kind = hit.entry.kind
    name = words.slice(hit.first, hit.last)
    rivals = list(rivals)
    if name == "West":
        if hit.last < len(words) and words.text[hit.last].istitle():
            return False  # "the West African bloc"
        return words.lower[hit.first - 1] == "the" if hit.first else False
    if name in read_words("weak_names.txt"):
        wanted = {
            "body": {"organisation", "group", "product"},
            "region": {"location"},
            "person": {"person"},
        }.get(kind, {"location", "group"})
        if not any(r.type in wanted and r.first == hit.first and r.last == hit.last for r in rivals):
            return False
    for rival in rivals:
        inside = rival.first <= hit.first and hit.last <= rival.last
        if not inside or (rival.first, rival.last) == (hit.first, hit.last):
            continue
        if rival.type == "person":
            front = hit.first == rival.first and hit.last < rival.last
            if (
                front
                and kind == "adjective"
                and rival.last - hit.last == 1
                and not _is_surname(words.text[rival.last - 1])
            ):
                return False
            digit = hit.last < rival.last and any(c.isdigit() for c in words.text[hit.last])
            if (
                kind == "person"
                or (kind == "body" and hit.first == rival.first and digit)
                or (kind in COUNTRY_KINDS and front and name not in PERSON_LIKE_COUNTRIES)
            ):
                continue
            return False
        if rival.type == "organisation":
            digit = hit.last < rival.last and any(c.isdigit() for c in words.text[hit.last])
            if (
                kind == "person"
                or (kind == "body" and hit.first == rival.first and digit)
                or (kind in COUNTRY_KINDS and is_institution_name(words, rival.first, rival.last, hit))
            ):
                continue
            return False
        if rival.type == "group" and kind in {"adjective", "demonym", "body", "country"}:
            continue
        if (
            rival.type == "location"
            and hit.first == rival.first
            and (kind == "country" or words.lower[hit.last] in GENERIC_WORDS)
        ):
            continue
        if (
            rival.type == "location"
            and hit.last == rival.last
            and (kind == "region" or words.pos[rival.first] == "NUM")
        ):
            continue
        return False
    return True


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
