"""What kind of actor a name is, from its own words and those beside it, where the language model errs."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.actors.entities import Entity
from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.places import GENERIC_WORDS, load_places
from transforms.actors.reference.tables import DATA, read_words
from transforms.actors.reference.titles import load_roles
from transforms.actors.words import Words
from transforms.lexicon.spelling import fold
from transforms.lexicon.word_lists import read_word_lists

# The score of a match ("3-1"); no longer number.
SCORE = re.compile(r"\b\d{1,2}[-–]\d{1,2}\b(?![-–\d])")


@lru_cache(maxsize=1)
def load_type_words() -> dict[str, frozenset[str]]:
    """The words of `type_words.yaml` by list."""
    return read_word_lists(DATA / "type_words.yaml")


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names of women and men, lower case."""
    return read_words("female_names.txt") | read_words("male_names.txt")


@lru_cache(maxsize=1)
def _no_name_words() -> frozenset[str]:
    """Words of bodies, places and things, lower case."""
    words = load_type_words()["body_tails"] | read_words("generic_words.txt") | GENERIC_WORDS
    return words | read_words("body_nouns.txt") | read_words("thing_nouns.txt")


def settle_type(entity: Entity, words: Words) -> None:
    """Correct the type of a name that no table has, by the evidence of its occurrences."""
    if _is_armed_group(entity):
        entity.type, entity.sector, entity.method = "organisation", "REB", "name:armed"
    elif entity.type == "person" and _is_firm(entity):
        entity.type, entity.method = "organisation", "name:firm"
    elif entity.type != "organisation" and _is_called_body(entity, words):
        entity.type, entity.method = "organisation", "name:called"
    elif entity.type != "organisation" and is_club(entity, words):
        entity.type, entity.method = "organisation", "name:club"
    elif _is_medium(entity, words):
        entity.type, entity.sector = "organisation", "MED"
    elif entity.type != "location" and _is_place(entity, words):
        entity.type, entity.method = "location", "preposition"
    elif entity.type != "person" and _is_person(entity, words):
        entity.type, entity.method = "person", "name:given"


def _is_armed_group(entity: Entity) -> bool:
    """Whether a name starts as those of armed groups do ("Jaysh al-Sham")."""
    parts = fold(entity.name).split()
    leads = load_type_words()["armed_lead"]
    return len(parts) > 1 and (parts[0] in leads or " ".join(parts[:2]) in leads)


def _is_firm(entity: Entity) -> bool:
    """Whether a name that the model took for a person ends as those of firms do ("Torvald Shipping")."""
    parts = fold(entity.name).split()
    return len(parts) > 1 and parts[-1] in load_type_words()["firm_tails"]


def _is_called_body(entity: Entity, words: Words) -> bool:
    """Whether the text calls a name a group or a firm right before it ("environmental group X")."""
    before = load_type_words()["body_before"]
    return any(
        s.first > 0
        and words.text[s.first - 1] in before
        and words.sentence[s.first - 1] == words.sentence[s.first]
        for s in entity.spans
    )


def is_club(entity: Entity, words: Words) -> bool:
    """Whether a name ends as those of clubs do ("Marsk Rovers") and the text gives the score of a match."""
    parts = fold(entity.name).split()
    lists = load_type_words()
    if len(parts) < 2 or parts[-1] not in lists["club_tails"] or fold(entity.name) in load_places():
        return False
    return is_in_match(words)


def is_in_match(words: Words) -> bool:
    """Whether a text gives the score of a match and tells who beat whom."""
    verbs = load_type_words()["match_verbs"]
    return SCORE.search(words.source) is not None and any(
        words.pos[i] == "VERB" and lemma in verbs for i, lemma in enumerate(words.lemma)
    )


def _is_medium(entity: Entity, words: Words) -> bool:
    """Whether the text calls a name a newspaper or broadcaster ("the Norra Posten newspaper")."""
    after = load_type_words()["media_after"]
    return entity.type in {"organisation", "person"} and any(
        _next(words, span) in after and words.text[span.last].islower() for span in entity.spans
    )


def _next(words: Words, span: NameSpan) -> str:
    same = span.last < len(words) and words.sentence[span.last] == words.sentence[span.first]
    return words.lower[span.last] if same else ""


def _is_place(entity: Entity, words: Words) -> bool:
    if any(words.lower[s.last : s.last + 2] == ["-", "based"] for s in entity.spans):
        return fold(entity.name) in load_places()
    if any(_is_called_place(s, words) for s in entity.spans):
        return True
    ground = load_type_words()["ground_after"]
    if entity.type == "organisation" and any(_next(words, s) in ground for s in entity.spans):
        return all(words.text[s.last].islower() for s in entity.spans if _next(words, s) in ground)
    before, lists = {words.lower[s.first - 1] for s in entity.spans if s.first}, load_type_words()
    if not before or not before <= lists["place_within"]:
        return False
    single = " " not in entity.name and entity.name.lower() not in given_names()
    return fold(entity.name) in load_places() or bool(
        before & load_type_words()["place_beside"] and (entity.type != "person" or single)
    )


def _is_called_place(span: NameSpan, words: Words) -> bool:
    """Whether the text itself says that a name is a place ("the town of X", "X village")."""
    lists, i = load_type_words(), span.first
    of_place = i > 1 and words.lower[i - 1] == "of" and words.lower[i - 2] in lists["place_before"]
    if of_place and words.sentence[i - 2] == words.sentence[i]:
        return True
    if _is_home(words, i):
        return True
    visited = (
        words.dep[span.last - 1] == "dobj" and words.lemma[words.head[span.last - 1]] in lists["visiting"]
    )
    if visited and fold(words.slice(span.first, span.last)) in load_places():
        return True
    seat = i > 1 and words.lower[i - 1] in {"for", "of"} and words.lower[i - 2] in lists["seats"]
    if seat and fold(words.slice(span.first, span.last)) in load_places():
        return True
    return _next(words, span) in lists["place_after"] and words.text[span.last].islower()


def _is_home(words: Words, i: int) -> bool:
    """Whether a name says where somebody of a stated age lives ("Tom Berg, 58, of X")."""
    return i > 3 and words.lower[i - 2 : i] == [",", "of"] and words.text[i - 3].isdigit()


def _is_person(entity: Entity, words: Words) -> bool:
    """Whether a full name opens with a given name and nothing in it is a body's or a place's word."""
    texts = [words.text[span.first : span.last] for span in entity.spans]
    longest = max(texts, key=len)
    if not 2 <= len(longest) <= 4 or not all(_is_name_word(w) for w in longest):
        return False
    lower = [w.lower() for w in longest]
    if (
        lower[0] not in given_names()
        or not _no_name_words().isdisjoint(lower[1:])
        or lower[-1] in load_roles()
    ):
        return False
    if entity.type == "location" and (fold(entity.name) in load_places() or len(longest) > 3):
        return False
    return not any(words.lower[s.first - 1] in {"the", "The"} for s in entity.spans if s.first)


def _is_name_word(word: str) -> bool:
    plain = word.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
    return plain.isalpha() and word[0].isupper() and not (len(word) > 2 and word.isupper())
