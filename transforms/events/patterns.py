"""Whether the further words of a predicate's sense ("lay down arms") stand in its clause."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.clauses import Clause
from transforms.events.lexicon import Sense, load_lexicon
from transforms.events.nouns import match_noun, noun_lemma
from transforms.events.word_sets import word_set

PARTICLES = word_set("particles")
SEPARATING = word_set("separating")
VERB_WORDS = word_set("verb_words")
FIGURED = frozenset({"attack", "battle", "war", "strike", "offensive", "raid", "rally", "protest", "abuse"})
NEAR = PARTICLES | {"jointly", "together", "sexually", "of"}
MANNER = frozenset({"jointly", "together", "sexually"})


def list_follower_words(clause: Clause) -> frozenset[str]:
    """Every form under which a word after the predicate may stand in a sense."""
    found: set[str] = set()
    for lower, token in clause.followers:
        found.update((lower, token.lemma_.lower(), noun_lemma(token)))
    return frozenset(found)


def holds_sense(sense: Sense, clause: Clause, words: frozenset[str]) -> bool:
    """Whether the words of a sense follow the predicate, and no particle makes another verb of it.

    `words` are the clause's follower words: most senses are ruled out by their first word.
    """
    if sense.rest and sense.rest[0] not in NEAR and sense.rest[0] not in words:
        return False
    particles = (c.lower_ for c in clause.verb.children if c.dep_ == "prt")
    if any(p in SEPARATING and p not in sense.rest for p in particles):
        return False
    return not sense.rest or match_words(clause, sense.rest) is not None


def match_words(clause: Clause, rest: tuple[str, ...]) -> tuple[Token, ...] | None:
    """The tokens of a sense's further words, in order; None when one is missing.

    A particle or preposition must depend on the predicate or follow the word before it; a noun must be
    the predicate's own.
    """
    found: list[Token] = []
    at = 0
    for word in rest:
        hit, at = _find_follower(clause, rest, word, found, at)
        hit = hit or _find_child(found[-1] if found else clause.verb, word)
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


def _find_follower(
    clause: Clause, rest: tuple[str, ...], word: str, found: list[Token], at: int
) -> tuple[Token | None, int]:
    last = found[-1] if found else clause.verb
    for n in range(at, len(clause.followers)):
        token = clause.followers[n][1]
        if not _is_word(clause.followers[n], word):
            continue
        if word in PARTICLES:
            fits = token.head.i in {clause.verb.i, last.i} or token.i == last.i + 1
        else:
            fits = (token.pos_ != "VERB" or word in VERB_WORDS) and _hangs_on(token, clause, found)
        if fits and not _belongs_elsewhere(token, rest) and not _tells_time(token):
            return token, n + 1
    return None, at


def _find_child(last: Token, word: str) -> Token | None:
    """A preposition or its noun further off: "dragged the inspector general of police to court"."""
    if word in MANNER:
        return next((c for c in last.children if c.lower_ == word), None)
    if word == "of" and last.pos_ == "VERB":
        owned = (c for c in last.children if c.dep_ in {"dobj", "nsubjpass"})
        return next((p for o in (last, *owned) for p in o.children if p.lower_ == "of"), None)
    if word in PARTICLES:
        found = (c for c in last.children if c.lower_ == word and c.dep_ in {"prep", "prt"})
        return next((c for c in found if not _tells_time(c)), None)
    if last.dep_ == "prep":
        return next((c for c in last.children if c.dep_ == "pobj" and noun_lemma(c) == word), None)
    return None


def _tells_time(token: Token) -> bool:
    """Whether a preposition leads to a date: "rallied on Sunday", "fired at 5:24 a.m."."""
    return token.pos_ == "ADP" and any(
        c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} for c in token.children
    )


def _belongs_elsewhere(token: Token, rest: tuple[str, ...]) -> bool:
    """Whether a noun is a possessor, or part of a longer noun ("war games")."""
    if token.dep_ == "poss":
        return True
    if token.lemma_.lower() in FIGURED and "figurative" in match_noun(token, load_lexicon())[0]:
        return True  # "launched a PR attack"
    if token.dep_ != "compound" or noun_lemma(token.head) in rest:
        return False
    found, count = match_noun(token.head, load_lexicon())
    return bool(found) and count >= 2


def _hangs_on(token: Token, clause: Clause, found: list[Token]) -> bool:
    """Whether a noun is the predicate's own, not one of a phrase further on."""
    if token.i <= clause.verb.i + 2 or clause.is_surface:
        return True
    allowed = {clause.verb.i, *(f.i for f in found)}
    current = token
    for _ in range(6):
        if current.i in allowed:
            return True
        if current.dep_ == "prep" and current.lower_ not in {"of"}:
            return (
                current.head.i == clause.verb.i
                and current.lower_ in PARTICLES
                and any(f.i == current.i for f in found)
            )
        if current.head.i == current.i or (current.pos_ == "VERB" and current.i != token.i):
            return False
        current = current.head
    return False


def _is_word(follower: tuple[str, Token], word: str) -> bool:
    lower, token = follower
    return (
        lower == word
        or token.lemma_.lower() == word
        or (token.pos_ in {"NOUN", "PROPN"} and noun_lemma(token) == word)
    )
