"""The clause of an event: from its subject to its last complement, without coordinated clauses."""

from __future__ import annotations

from spacy.tokens import Token

from transforms.events.coding import Coding
from transforms.language.parsed_document import ParsedDocument

MAX_TRIGGER_WORDS = 8
JOINING = frozenset({"-", "'", "’"})
_OWN_CLAUSES = frozenset({"conj", "ccomp", "advcl", "parataxis"})


def find_clause_bounds(parsed: ParsedDocument, coding: Coding, sentence_no: int) -> tuple[int, int]:
    """Character offsets of the clause that reports an event, inside its sentence."""
    start, end = parsed.sentence_tokens[sentence_no]
    head = coding.anchor
    if head.pos_ not in {"VERB", "AUX", "ADJ"}:
        head = _governing_verb(head)
    tokens = set(_collect(head, coding.spent | {w.i for w in coding.words}))
    for word in coding.words:
        tokens.update(t.i for t in word.subtree if coding.clause is None)
        tokens.add(word.i)
    if coding.clause is not None:
        for noun in (*coding.clause.subjects, *coding.clause.objects, *coding.clause.agents):
            if noun.i < coding.anchor.i:
                tokens.update(t.i for t in noun.subtree if t.i < coding.anchor.i)
    inside = sorted(t for t in tokens if start <= t < end)
    first, last = parsed.doc[inside[0]], parsed.doc[inside[-1]]
    while last.i > first.i and (
        last.is_punct or last.is_space or last.lower_ in {"and", "but", "or", "that"}
    ):
        last = last.nbor(-1)
    while first.i < last.i and (first.is_punct or first.is_space or first.lower_ in {"and", "but", "or"}):
        first = first.nbor(1)
    return first.idx, last.idx + len(last)


def find_trigger_bounds(parsed: ParsedDocument, coding: Coding) -> tuple[int, int]:
    """Character offsets of the words that name an event; of its predicate alone where they lie far apart."""
    words = sorted(coding.words, key=lambda t: t.i)
    first, last = words[0], words[-1]
    is_broken = any(t.is_punct and t.text not in JOINING for t in parsed.doc[first.i : last.i])
    if last.i - first.i >= MAX_TRIGGER_WORDS or is_broken:
        first = last = coding.anchor
    return first.idx, last.idx + len(last)


def _governing_verb(token: Token) -> Token:
    while token.head.i != token.i and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    return token


def _collect(head: Token, wanted: frozenset[int]) -> list[int]:
    found = [head.i]
    for child in head.children:
        is_wanted = any(t.i in wanted for t in child.subtree)
        if child.dep_ in _OWN_CLAUSES and child.pos_ in {"VERB", "AUX"} and not is_wanted:
            continue
        found.extend(t.i for t in child.subtree)
    return found
