"""Past participles and plurals: "signed seven documents" counts documents signed."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from transforms.figures.lexicon import load_word_list, read_rows


@lru_cache(maxsize=1)
def load_participles() -> dict[str, str]:
    """Irregular participles by lemma."""
    return {row["lemma"]: row["participle"] for row in read_rows("participles.csv")}


@lru_cache(maxsize=1)
def load_irregular_plurals() -> dict[str, str]:
    """Irregular plurals by singular."""
    return {row["noun"]: row["plural"] for row in read_rows("irregular_plurals.csv")}


def form_participle(verb: Token) -> str:
    """The past participle of a verb."""
    lemma = verb.lemma_.lower()
    if verb.tag_ == "VBN":
        return verb.lower_
    if lemma in load_participles():
        return load_participles()[lemma]
    for prefix in sorted(load_word_list("verb_prefixes")):
        if lemma.startswith(prefix) and lemma[len(prefix) :] in load_participles():
            return prefix + load_participles()[lemma[len(prefix) :]]
    if verb.tag_ == "VBD" and verb.lower_.endswith("ed"):
        return verb.lower_
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and len(lemma) > 2 and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in load_word_list("doubling_verbs") else "") + "ed"


def form_plural(noun: str) -> str:
    """The plural of a noun in lower case."""
    if noun in load_irregular_plurals():
        return load_irregular_plurals()[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
