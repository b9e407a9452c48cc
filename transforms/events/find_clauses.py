"""Which tokens of a sentence are predicates."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from transforms.events.clauses import Clause, build_clause
from transforms.events.lexicon import Lexicon

HEADLINE_SHARE = 0.7
_ADJECTIVES = {"ready", "willing", "prepared", "committed", "set", "eager", "unwilling", "reluctant", "open", "likely",
               "due", "about", "able", "expected", "scheduled", "slated", "poised", "going", "keen", "supposed", "guilty", "grateful"}  # fmt: skip


def is_headline(sentence: Span) -> bool:
    """Whether a sentence is in title case (its verbs are often taken for names)."""
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(words) >= 3 and sum(t.text[0].isupper() for t in words) / len(words) >= HEADLINE_SHARE


def find_clauses(sentence: Span, lexicon: Lexicon) -> Iterator[Clause]:
    """Clauses of a sentence, in text order."""
    headline = is_headline(sentence)
    for token in sentence:
        lemma = find_predicate_lemma(token, lexicon, headline)
        if lemma is not None:
            yield build_clause(token, lemma)


def find_predicate_lemma(token: Token, lexicon: Lexicon, headline: bool) -> str | None:
    """Lemma under which the lexicon knows a predicate; None for other tokens."""
    if token.dep_ in {"aux", "auxpass"}:
        return None
    lower = token.lower_
    if token.pos_ in {"VERB", "AUX"}:
        if token.dep_ == "amod":
            return None
        lemma = token.lemma_.lower()
        if lemma in lexicon.verbs:
            return lemma
        known = lexicon.verb_lemma_of_form.get(lower)
        return known if known else _hyphenated(token, lexicon) or lemma
    if lower in _ADJECTIVES and token.pos_ == "ADJ":
        return lower
    if headline and token.text[0].isupper():
        return _headline_verb(token, lexicon)
    return None


def _hyphenated(token: Token, lexicon: Lexicon) -> str | None:
    if token.i >= 2 and token.nbor(-1).text == "-":
        joined = f"{token.nbor(-2).lower_}-{token.lemma_.lower()}"
        return joined if joined in lexicon.verbs else None
    return None


def _headline_verb(token: Token, lexicon: Lexicon) -> str | None:
    lemma = lexicon.verb_lemma_of_form.get(token.lower_)
    if lemma is None or token.dep_ == "pobj" or token.i == token.sent.start:
        return None
    lower = token.lower_
    if lower.endswith("s") and lower != lemma and token.tag_ in {"NNS", "NNPS", "NNP", "VBZ", "POS", "NN"}:
        return lemma
    if lower.endswith("ed") and token.tag_ in {"NNP", "NN", "JJ"}:
        return lemma
    return None
