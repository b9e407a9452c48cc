"""Which tokens of a sentence are predicates."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from transforms.events.clauses import FEELING, FINITE, Clause, build_clause
from transforms.events.lexicon import Lexicon
from transforms.events.naming import NAMING
from transforms.events.surface_clauses import BROKEN_DEPS, build_surface_clause, find_surface_verb
from transforms.events.verb_forms import list_forms
from transforms.events.word_sets import word_set

HEADLINE_SHARE = 0.7
ARTICLES = frozenset({"the", "a", "an"})
ADJECTIVES = word_set("adjectives")


def is_headline(sentence: Span) -> bool:
    """Whether a sentence is in title case (its verbs are often taken for names)."""
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(words) >= 3 and sum(t.text[0].isupper() for t in words) / len(words) >= HEADLINE_SHARE


def find_clauses(sentence: Span, lexicon: Lexicon, headline: bool) -> Iterator[Clause]:
    """Clauses of a sentence; of a headline also those whose verbs the tagger takes for nouns."""
    is_rough = headline or not any(t.tag_ in FINITE and t.text not in {"'s", "’s"} for t in sentence)
    for token in sentence:
        if is_rough and token.dep_ in BROKEN_DEPS and token.tag_ not in {"VBG", "VBN"}:
            continue
        lemma = find_predicate_lemma(token, lexicon)
        if lemma in lexicon.verbs or lemma in NAMING:
            yield build_clause(token, lemma)
    if is_rough:
        for token, lemma in find_surface_verb(sentence, lexicon):
            yield build_surface_clause(token, lemma)


def find_predicate_lemma(token: Token, lexicon: Lexicon) -> str | None:
    """Lemma under which the lexicon knows a predicate; None for other tokens."""
    if token.dep_ in {"aux", "auxpass"}:
        return None
    lower = token.lower_
    if lower in FEELING:
        return lower
    if token.pos_ in {"VERB", "AUX"}:
        if token.dep_ == "amod" or token.nbor(-1).lower_ in ARTICLES if token.i else False:
            return None
        joined = _hyphenated(token, lexicon)
        if joined is not None:
            return joined
        lemma = token.lemma_.lower()
        if lemma in lexicon.verbs:
            known = lexicon.verb_lemma_of_form.get(lower)
            return known if known and lower not in list_forms(lemma) else lemma
        known = lexicon.verb_lemma_of_form.get(lower)
        return known if known else lemma
    if token.pos_ == "ADJ" and lower in ADJECTIVES and lower in lexicon.verbs:
        return lower
    return None


def _hyphenated(token: Token, lexicon: Lexicon) -> str | None:
    if token.i >= 2 and token.nbor(-1).text == "-":
        joined = f"{token.nbor(-2).lower_}-{token.lemma_.lower()}"
        return joined if joined in lexicon.verbs else None
    return None
