"""The clause of an event: from its subject to its last complement, without coordinated clauses."""

from __future__ import annotations

from pathlib import Path

from spacy.tokens import Span, Token

from transforms.language.syntax import VERBAL, find_verb
from transforms.lexicon.word_lists import read_lines

_OWN_CLAUSES = frozenset({"conj", "ccomp", "advcl", "parataxis"})
_EDGES = frozenset(read_lines(Path(__file__).with_name("clause_edges.txt")))


def find_clause_bounds(trigger: Span, first: int, last: int) -> tuple[int, int]:
    """Character offsets of the clause of a trigger, inside the tokens `first`..`last` of its sentence."""
    head = find_verb(trigger.root) or trigger.root.sent.root
    wanted = {t.i for t in trigger}
    tokens = {*_collect(head, wanted), *wanted}
    inside = sorted(t for t in tokens if first <= t < last)
    begin, end = trigger.doc[inside[0]], trigger.doc[inside[-1]]
    while end.i > trigger.end - 1 and (end.is_punct or end.is_space or end.lower_ in _EDGES):
        end = end.nbor(-1)
    while begin.i < trigger.start and (begin.is_punct or begin.is_space or begin.lower_ in _EDGES):
        begin = begin.nbor(1)
    return begin.idx, end.idx + len(end)


def _collect(head: Token, wanted: set[int]) -> list[int]:
    found = [head.i]
    for child in head.children:
        is_other = child.dep_ in _OWN_CLAUSES and child.pos_ in VERBAL
        if is_other and not any(t.i in wanted for t in child.subtree):
            continue
        found.extend(t.i for t in child.subtree)
    return found
