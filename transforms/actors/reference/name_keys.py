"""Keys under which spellings of one name meet: transliterations, honorifics, legal forms, word order."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.actors.reference.countries import load_countries
from transforms.actors.reference.institution_table import load_institutions
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.tables import read_table, read_words, split_list
from transforms.actors.reference.titles import load_roles
from transforms.lexicon.spelling import fold, load_spelling_variants

# Letters and groups that transliterations of one sound differ in; applied in order.
SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\b(?:el|al|ul) (?=\w)", "al"),
        (r"tsch|tch", "ch"),
        (r"sch", "sh"),
        (r"shch", "sh"),
        (r"ph", "f"),
        (r"kh|gh", "h"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"dzh|dj|zh", "j"),
        (r"ck|q", "k"),
        (r"c(?=[^eihy]|$)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ei|ey|ai|ay|ee", "i"),
        (r"yo|io|jo", "o"),
        (r"ya|ia|ja", "a"),
        (r"yu|iu|ju", "u"),
        (r"ye|ie|je", "e"),
        (r"[yj]", "i"),
        (r"(\w)\1", r"\1"),
        (r"i+", "i"),
        (r"ko\b|ka\b", "k"),
        (r"ov\b|of\b|ev\b|ef\b", "v"),
    )
)
ARTICLES = {"el", "ul"}
SUFFIXES = load_name_words()["key_suffixes"]


@lru_cache(maxsize=1)
def _given_names() -> dict[str, str]:
    return {
        v: row["canonical"] for row in read_table("name_variants.csv") for v in split_list(row["variants"])
    }


@lru_cache(maxsize=1)
def _honorifics() -> frozenset[str]:
    return frozenset(fold(role) for role, (_, kind) in load_roles().items() if kind == "honorific")


@lru_cache(maxsize=262144)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name without honorifics and "Jr.", given names in one transliteration."""
    words = [w for w in fold(name).split() if w not in SUFFIXES]
    while len(words) > 1 and words[0] in _honorifics():
        words.pop(0)
    return tuple("al" if w in ARTICLES else _given_names().get(w, w) for w in words)


@lru_cache(maxsize=262144)
def sound_key(word: str) -> str:
    """A word as it sounds across transliterations: "lukashenko" and "lukashenka" are one."""
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def person_key(name: str) -> tuple[str, ...]:
    """Sound keys of the words of a name."""
    return tuple(sound_key(word) for word in person_words(name))


@lru_cache(maxsize=262144)
def body_key(name: str) -> str:
    """A body's name in one spelling: without legal form and "the", ministries as "X ministry"."""
    words = [load_spelling_variants().get(w, w) for w in fold(name).split()]
    kept = [w for w in words if w]
    key = " ".join(kept or fold(name).split())
    swapped = re.fullmatch(r"(ministry|department) of (?:the )?(.+)", key)
    if swapped:
        key = f"{swapped[2]} {swapped[1]}"
    institution = load_institutions().get(key) or load_institutions().get(key.replace("defense", "defence"))
    return institution.canonical if institution else key


@lru_cache(maxsize=1)
def _country_words() -> frozenset[str]:
    countries = load_countries().values()
    return frozenset(fold(w) for c in countries for w in (c.name, *c.adjectives, *c.aliases))


@lru_cache(maxsize=65536)
def is_generic(key: str) -> bool:
    """Whether a body's name fits the bodies of many countries ("supreme court")."""
    return all(word in read_words("generic_words.txt") for word in key.split())


@lru_cache(maxsize=65536)
def strip_country(key: str) -> str:
    """A body's key without a country's adjective or name before it ("russian defense ministry")."""
    words = key.split()
    for length in (3, 2, 1):
        if len(words) > length and " ".join(words[:length]) in _country_words():
            return " ".join(words[length:])
    return key
