"""Clauses read from word order, for headlines whose parse cannot be trusted.

"Rebels Quit Peace Talks" in title case is tagged as a chain of names; here the words before the verb
are its subject, the words up to the next preposition its object.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from transforms.events.clauses import Clause
from transforms.events.lexicon import Lexicon, load_lexicon
from transforms.events.word_sets import word_set

_BREAKS = word_set("headline_breaks")
_PREPOSITIONS = word_set("headline_prepositions")
_CLOSED = _BREAKS | _PREPOSITIONS | word_set("headline_closed")


# A verb that the parser hangs up like a noun: its arguments are not to be found in the parse.
BROKEN_DEPS = frozenset({"compound", "pobj", "nmod", "poss", "appos", "meta"})
_PLURALS = word_set("plurals")
_CLAUSE_TAKERS = word_set("clause_takers")
_NOUNS = word_set("headline_nouns")


def _load_forms() -> dict[str, str]:
    return load_lexicon().verb_lemma_of_form


def find_surface_verb(sentence: Span, lexicon: Lexicon) -> Iterator[tuple[Token, str]]:
    """Verbs of the lexicon by their form, one a segment of the headline."""
    tokens = list(sentence)
    segment_has_verb = False
    for n, token in enumerate(tokens):
        if token.lower_ in _BREAKS:
            segment_has_verb = False
            continue
        if (
            token.pos_ in {"VERB", "AUX"}
            and token.dep_ not in BROKEN_DEPS
            and token.tag_ not in {"VBG", "VBN"}
        ):
            segment_has_verb = True
            continue
        if segment_has_verb or n == 0 or not token.is_alpha:
            continue
        lemma = lexicon.verb_lemma_of_form.get(token.lower_)
        if lemma is None or not _can_be_verb(tokens, n, lemma):
            continue
        segment_has_verb = True
        yield token, lemma


def _can_be_verb(tokens: list[Token], n: int, lemma: str) -> bool:
    token, before = tokens[n], tokens[n - 1]
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    if before.lower_ in _CLOSED - {",", '"', "”", "will", "not"} or token.lower_.endswith("ing"):
        return False
    if before.pos_ in {"ADJ", "NUM"} or before.tag_ == "POS":
        return False
    if token.lower_ in _NOUNS:
        return False
    if (
        after is not None
        and after.is_alpha
        and after.lower_ in _load_forms()
        and n + 2 < len(tokens)
        and not after.lower_.endswith("ing")
    ):
        following = tokens[n + 2]
        is_plural = token.lower_.endswith("s")
        if is_plural and (
            following.pos_ == "NUM" or following.lower_ in {"in", "to", "on", "across", "out", "over"}
        ):
            return False
    if (
        after is not None
        and after.lower_ == "of"
        and any(s.rest[:1] == ("of",) for s in load_lexicon().verbs.get(lemma, ()))
    ):
        return True
    if after is None or after.lower_ in {"of", "'s", "’s"}:
        return after is None and token.lower_ != lemma
    # a noun chain goes on to a real verb: "drone strike killed", "rebels return"
    for later in tokens[n + 1 : n + 4] if lemma not in _CLAUSE_TAKERS else []:
        if later.lower_ in _CLOSED:
            break
        if (
            later.pos_ == "VERB"
            and later.dep_ not in BROKEN_DEPS
            and later.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VB"}
        ):
            return False
    plural_subject = (
        before.text in {"}", ","}
        or before.lower_ in _PLURALS
        or before.lower_.endswith("s")
        or before.ent_type_ in {"GPE", "NORP"}
        or before.tag_ in {"NNS", "NNPS"}
    )
    return token.lower_ != lemma or plural_subject


def build_surface_clause(token: Token, lemma: str) -> Clause:
    """The clause around a verb that the parse does not know as one."""
    sentence = token.sent
    left = [t for t in token.doc[sentence.start : token.i] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    right = token.doc[token.i + 1 : sentence.end]
    objects: list[Token] = []
    preps: list[tuple[str, Token]] = []
    agents: list[Token] = []
    preposition = ""
    followers: list[tuple[str, Token]] = []
    for t in right:
        if t.lower_ in _BREAKS:
            break
        if t.text in {"{", "}"}:
            continue
        if t.text not in {",", "-"}:
            followers.append((t.lower_, t))
        if t.lower_ in _PREPOSITIONS:
            preposition = t.lower_
        elif t.pos_ in {"NOUN", "PROPN", "PRON", "VERB", "ADJ", "NUM"}:
            if not preposition:
                objects.append(t)
            elif preposition == "by":
                agents.append(t)
            else:
                preps.append((preposition, t))
    participle = token.lower_.endswith(("ed", "en")) and bool(agents)
    inner = tuple(
        t for t in right if t.nbor(-1).lower_ == "to" and (t.pos_ == "VERB" or t.lower_ in _load_forms())
    )[:1]
    return Clause(
        verb=token,
        lemma=lemma,
        subjects=() if participle else tuple(left[-3:]),
        objects=tuple(left[-3:]) if participle else tuple(objects),
        preps=tuple(preps),
        agents=tuple(agents),
        inner=inner,
        is_passive=participle,
        is_negated=any(
            t.lower_ in {"not", "no"} for t in token.doc[max(sentence.start, token.i - 2) : token.i]
        ),
        auxiliaries=frozenset(
            t.lower_
            for t in token.doc[max(sentence.start, token.i - 2) : token.i]
            if t.lower_ in {"will", "may", "could", "to"}
        ),
        followers=tuple(followers[:8]),
        is_surface=True,
    )
