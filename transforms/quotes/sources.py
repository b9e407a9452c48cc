"""Phrases that name whose words a sentence holds: "according to X", "as stated by X", "in the words of X"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span, Token

from transforms.quotes.cues import load_cues

NAMES = ("PROPN", "NOUN", "PRON")
# The longest phrase of the lexicon, in tokens.
LONGEST = 4


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """A phrase with its source: token numbers of the phrase (end exclusive) and of the source's head."""

    first: int
    end: int
    source: Token
    words: str


def find_source_phrase(token: Token) -> SourcePhrase | None:
    """The phrase that starts at a token, with its source; None where there is none."""
    if token.lower_ not in list_openings():
        return None
    doc = token.doc
    longest = LONGEST if token.i + 1 < len(doc) and doc[token.i + 1].lower_ in _list_seconds() else 1
    for length in range(longest, 0, -1):
        words = token.lower_ if length == 1 else doc[token.i : token.i + length].text.lower()
        if words not in load_cues().source_phrases:
            continue
        source = _noun_of(doc[min(token.i + length, len(doc)) - 1], token.sent.end)
        if source is None or (length == 1 and not _opens_with_name(token, source)):
            return None
        end = max(t.i for t in source.subtree) + 1
        comma = next((t.i for t in doc[token.i + length : end] if t.text == "," and t.i > source.i), end)
        return SourcePhrase(token.i, comma if token.is_sent_start else end, source, words)
    return None


@lru_cache(maxsize=1)
def list_openings() -> frozenset[str]:
    """The first words of all phrases: most tokens of a text are none of them."""
    return frozenset(phrase.split()[0] for phrase in load_cues().source_phrases)


@lru_cache(maxsize=1)
def _list_seconds() -> frozenset[str]:
    """The second words of the phrases that have more than one."""
    return frozenset(phrase.split()[1] for phrase in load_cues().source_phrases if " " in phrase)


def find_put_it(span: Span) -> Token | None:
    """The subject of "as X put it" in a span."""
    for token in span:
        if token.lower_ == "it" and token.i and token.nbor(-1).lemma_.lower() == "put":
            opens = next((t for t in span if t.lower_ == "as" and t.i < token.i), None)
            nouns = [t for t in token.nbor(-1).children if t.dep_ == "nsubj"]
            if opens is not None and nouns:
                return nouns[0]
    return None


def _noun_of(preposition: Token, end: int) -> Token | None:
    """The noun that a preposition governs: by the parse, or else the head of the noun phrase after it."""
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ in NAMES:
            return child
    following = preposition.doc[preposition.i + 1 : end]
    head = next((t for t in following if t.pos_ in NAMES), None)
    while head is not None and head.dep_ == "compound" and head.head.i > head.i:
        head = head.head
    return head


def _opens_with_name(token: Token, source: Token) -> bool:
    """Whether a single preposition opens its sentence before a name and a comma: "Per Ana Ruiz, ..."."""
    if not token.is_sent_start or source.pos_ != "PROPN" or source.i - token.i > LONGEST + 1:
        return False
    return any(t.text == "," for t in token.doc[source.i + 1 : source.i + 2])
