"""What "this figure", "the number" or "it" stands for: the series named before."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from spacy.tokens import Token

from transforms.figures.items.noun_phrases import describe_noun
from transforms.figures.lexicon import FOLDER, load_word_list
from transforms.lexicon.word_lists import read_lines


@lru_cache(maxsize=1)
def load_indicator_nouns() -> frozenset[str]:
    """Nouns that name a series."""
    return frozenset(read_lines(FOLDER / "indicator_nouns.txt"))


def is_reference(token: Token) -> bool:
    """Whether a token takes up something from before: a pronoun, or "this figure" without more words."""
    if token.lower_ in load_word_list("referring_pronouns"):
        return True
    if token.lower_ not in load_word_list("bare_nouns"):
        return False
    kinds = {child.dep_ for child in token.children}
    return not kinds & {"compound", "amod", "prep", "poss", "acl", "relcl"} and any(
        c.dep_ == "det" and c.lower_ in load_word_list("pointing_determiners") for c in token.children
    )


def find_series_before(
    token: Token, own: Collection[int], dates: Collection[int], reach: int = 60
) -> str | None:
    """The nearest phrase before a token whose head names a series.

    The object or subject that was spoken of.
    """
    best = _find_same_noun(token, reach)
    for candidate in reversed(token.doc[max(0, token.i - reach) : token.i]):
        if best is not None:
            break
        if (
            candidate.pos_ == "NOUN"
            and candidate.lower_ in load_indicator_nouns()
            and not is_reference(candidate)
            and not _names_another(candidate)
        ):
            best = _top(candidate)
            break
    if best is None:
        return None
    return describe_noun(strip_change(best), own, dates)


def _find_same_noun(token: Token, reach: int) -> Token | None:
    """For "the rate", the last rate that was named more fully."""
    if token.pos_ != "NOUN":
        return None
    for candidate in reversed(token.doc[max(0, token.i - reach) : token.i]):
        if candidate.lower_ == token.lower_ and not is_reference(candidate) and not _names_another(candidate):
            return candidate
    return None


def _names_another(noun: Token) -> bool:
    """As in "aid groups", "stock exchange": the noun only describes one that is no series."""
    head = noun.head
    return noun.dep_ in ("compound", "nmod") and head.i > noun.i and head.lower_ not in load_indicator_nouns()


def _top(noun: Token) -> Token:
    """The head of the noun phrase that holds a noun.

    "volume" for "transportation" in "volume of transportation".
    """
    while noun.dep_ in ("pobj", "compound", "nmod", "conj") and noun.head.i < noun.i + 3:
        up = noun.head.head if noun.dep_ == "pobj" else noun.head
        if up.pos_ != "NOUN" or (noun.dep_ == "pobj" and noun.head.lower_ not in ("of", "in")):
            break
        noun = up
    return noun


def strip_change(noun: Token) -> Token:
    """As in "growth in the volume" is about the volume."""
    if noun.lemma_ in load_word_list("change_heads"):
        for prep in noun.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("in", "of"):
                for thing in prep.rights:
                    if thing.dep_ == "pobj" and thing.pos_ in ("NOUN", "PROPN"):
                        return thing
    return noun
