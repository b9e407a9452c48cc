"""Deadlines: the days ahead for which a clause sets what will be done, whether an event is read there or not.

"The road will open before the end of June", "vaccination starts on Monday", "put off until 10 July": the
time expression hangs in the parse on a verb of the future or the present, or on one of the past that
reaches to it. No deed has to be known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from schemas.time_expressions import TimeExpression
from transforms.events.rows.due_dates import ORDERING, PLACING, settle_due
from transforms.language.parsed_document import ParsedDocument
from transforms.language.syntax import is_past_perfect
from transforms.language.tense import read_tense

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBS = frozenset({"VERB", "AUX"})
AUXILIARIES = frozenset({"aux", "auxpass"})
# "May open in June" promises nothing, "should have opened in June" neither.
PERHAPS = frozenset({"may", "might", "could", "can", "have"})
BEYOND = frozenset({"after", "since"})
# What a verb of the past did "until", "to" or "for" a day ahead is put off or fixed for that day.
REACHING = frozenset({"to", "until", "till", "for", "by", "before"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
CLIMB = 6


def attach_deadlines(
    times: Sequence[TimeExpression], parsed: ParsedDocument, published_on: date | None
) -> Iterator[TimeExpression]:
    """The time expressions with the clause that sets them as its deadline, and the days that this means."""
    for time in times:
        verb = None
        if _is_ahead(time, published_on) and not ORDERING.search(time.text):
            verb = _find_verb(time, parsed)
        if verb is None:
            yield time
            continue
        start, end = _find_clause(verb, time)
        due = settle_due(time, parsed.text)
        yield replace(
            time,
            due_start=due[0],
            due_end=due[1],
            due_char_start=start,
            due_char_end=end,
            due_text=parsed.text[start:end],
        )


def _is_ahead(time: TimeExpression, published_on: date | None) -> bool:
    is_placed = time.type in PLACING and time.start_on is not None and published_on is not None
    return is_placed and time.start_on > published_on  # type: ignore[operator]


def _find_verb(time: TimeExpression, parsed: ParsedDocument) -> Token | None:
    """The verb that sets a time as its deadline; None where none does."""
    span = parsed.doc.char_span(time.char_start, time.char_end, alignment_mode="expand")
    if span is None:
        return None
    token, preposition, is_direct = span.root, "", True
    for _ in range(CLIMB):
        if token.dep_ == "prep":
            preposition = preposition or token.lower_
        if token.head is token:
            return None
        token = token.head
        if token.pos_ in VERBS:
            break
        is_direct = is_direct and token.pos_ in ("ADP", "SCONJ", "PART", "ADV", "ADJ")
    verb = _find_full_verb(token)
    if verb is None or preposition in BEYOND or _is_open(verb, preposition):
        return None
    tense = read_tense(verb.head if _shares_auxiliary(verb) else verb)
    if tense == "future" or (tense == "present" and is_direct):
        return verb
    return verb if preposition in REACHING and not is_past_perfect(verb) else None


def _shares_auxiliary(verb: Token) -> bool:
    """Whether a verb is told with the auxiliary of the one before: "will grow and be finished in 2028"."""
    has_bare = any(child.dep_ in AUXILIARIES and child.tag_ == "VB" for child in verb.children)
    return verb.dep_ == "conj" and verb.head.pos_ in VERBS and has_bare


def _find_full_verb(token: Token) -> Token | None:
    """The verb itself, where the time hangs on its auxiliary."""
    if token.pos_ not in VERBS:
        return None
    return token.head if token.dep_ in AUXILIARIES and token.head.pos_ in VERBS else token


def _is_open(verb: Token, preposition: str) -> bool:
    """Whether it is left open that it will be done: it may, it is a condition, it will not."""
    words = {child.lower_ for child in verb.children if child.dep_ in AUXILIARIES}
    is_condition = any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in verb.children)
    # "Will not be ready before June" is due in June.
    is_denied = any(child.dep_ == "neg" for child in verb.children) and preposition != "before"
    return bool(words & PERHAPS) or is_condition or is_denied


def _find_clause(verb: Token, time: TimeExpression) -> tuple[int, int]:
    """First and last character of subject, verb and time."""
    told = [t for t in verb.children if t.dep_ in SUBJECTS]
    starts = [t.left_edge.idx for t in told] + [t.idx for t in verb.children if t.dep_ in AUXILIARIES]
    ends = [t.right_edge.idx + len(t.right_edge) for t in told]
    return min(time.char_start, verb.idx, *starts), max(time.char_end, verb.idx + len(verb), *ends)
