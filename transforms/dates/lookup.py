"""Which time expression a verb or noun is said to happen at: one attachment logic for events and figures.

    lookup = TimeLookup(times)
    lookup.in_sentence(3)      # all expressions of sentence 3, in order
    lookup.governing(token)    # the date or time that the word's clause carries, or None

`governing` never returns durations, sets or vague references (PAST_REF ...); what it returns may still
have no value, where nothing fixes the date ("Friday" in a text without date).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from schemas.time_expressions import TimeExpression
from transforms.language.syntax import find_verb, is_past_perfect, list_auxiliaries
from transforms.language.tense_words import load_tense_words

CLAUSE_DEPS = {
    "ROOT",
    "ccomp",
    "advcl",
    "relcl",
    "acl",
    "conj",
    "xcomp",
    "parataxis",
    "csubj",
    "pcomp",
    "dep",
}
# Clauses that share the time of the clause above them; a reported clause ("said on Friday that") does not.
SHARING_DEPS = {"xcomp", "conj", "pcomp", "acl", "advcl"}
# "The talks in 2019 collapsed": the year places the subject, not the verb.
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
MAX_STEPS = 15


class TimeLookup:
    """The time expressions of one document, by sentence and by governing word."""

    def __init__(self, times: Sequence[TimeExpression]) -> None:
        self._times = sorted(times, key=lambda t: t.char_start)
        self._starts = [t.char_start for t in self._times]

    def in_sentence(self, sentence_no: int) -> tuple[TimeExpression, ...]:
        """Every time expression of a sentence, in order."""
        return tuple(t for t in self._times if t.sentence_no == sentence_no)

    def governing(self, token: Token) -> TimeExpression | None:
        """The date or time at which the clause of a verb or noun is placed.

        In order of preference: a date that depends on the word itself ("Tuesday's meeting", "met on
        Tuesday"), on the verb of its clause, one that opens the sentence, and that of a clause whose
        time it shares ("arrived on Monday and met"). Of two at one place, the nearer to the word.
        """
        placed = [(t, _root(token.doc, t)) for t in self._near(token)]
        if not placed:
            return None
        head = find_verb(token, of_clause=True)
        for choice in (
            [t for t, root in placed if _climbs_to(root, token)],
            [t for t, root in placed if head is not None and _climbs_to(root, head, SUBJECTS)],
            self._opening(placed, token, head),
            self._shared(placed, head),
            [t for t, root in placed if head is not None and _climbs_to(root, head)],
        ):
            if choice:
                return min(choice, key=lambda t: (abs(t.char_start - token.idx), t.char_start))
        return None

    def _near(self, token: Token) -> list[TimeExpression]:
        sentence = token.sent
        first = bisect_left(self._starts, sentence.start_char)
        last = bisect_left(self._starts, sentence.end_char)
        return [t for t in self._times[first:last] if is_placing(t)]

    def _opening(
        self, placed: list[tuple[TimeExpression, Token]], token: Token, head: Token | None
    ) -> list[TimeExpression]:
        """Dates before the sentence's first clause: "On Monday, officials said they met"."""
        first = token.sent.start
        opening = [t for t, root in placed if root.i - first <= 4 and root.i < token.i and _is_adjunct(root)]
        if head is None or not opening:
            return opening
        top = find_verb(token.sent.root, of_clause=True)
        is_reported = head.dep_ == "ccomp" and top is not None and head.i != top.i
        return [] if is_reported and _tense_differs(head, top) else opening

    def _shared(self, placed: list[tuple[TimeExpression, Token]], head: Token | None) -> list[TimeExpression]:
        for _ in range(3):
            if head is None or head.dep_ not in SHARING_DEPS:
                return []
            above = find_verb(head.head, of_clause=True)
            if above is None or above.i == head.i:
                return []
            found = [t for t, root in placed if _climbs_to(root, above, SUBJECTS)]
            if found:
                return found
            head = above
        return []


def is_placing(time: TimeExpression) -> bool:
    """Whether an expression can say when something happens: a date or time that is not vague.

    "Will vote in two weeks" places the vote as well, though it is written as a length.
    """
    if time.method.endswith(".in_units"):
        return True
    return time.type in ("DATE", "TIME") and not (time.value or "").endswith("_REF")


def _root(doc: Doc, time: TimeExpression) -> Token:
    span = doc.char_span(time.char_start, time.char_end, alignment_mode="expand")
    return span.root if span is not None else doc[0]


def _climbs_to(root: Token, target: Token, barred: frozenset[str] = frozenset()) -> bool:
    """Whether a date hangs on a word with no other clause, and no phrase of a barred role, between them."""
    current = root
    for _ in range(MAX_STEPS):
        if current.i == target.i:
            return True
        if current.pos_ in ("VERB", "AUX") and current.dep_ in CLAUSE_DEPS:
            return False
        if current.head.i == current.i or current.dep_ in barred:
            return False
        current = current.head
    return False


def _is_adjunct(root: Token) -> bool:
    """Whether a date stands as an adjunct of a verb ("on Monday", "last week"), not inside a noun phrase."""
    current = root.head if root.dep_ == "pobj" else root
    return current.dep_ in ("prep", "npadvmod", "advmod", "nmod", "obl", "dep") and current.head.pos_ in (
        "VERB",
        "AUX",
    )


def _tense_differs(clause: Token, top: Token | None) -> bool:
    if top is None:
        return False
    auxiliaries = {t.lower_ for t in list_auxiliaries(clause)}
    return bool(auxiliaries & load_tense_words()["other_tense"]) or is_past_perfect(clause)
