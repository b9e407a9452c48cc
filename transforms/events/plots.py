"""Events of plots, which no news row tells: "In the film, aliens invade Chicago and the army bombs the city."

A plot is told in the present tense: in a clause about a work ("the film, in which ..."), or from a sentence
that opens with one ("In the film, ...") to the first sentence that is told in another tense.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Span, Token

from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.word_lists import read_lines
from transforms.reading.readings import Reading

PRESENT = ("VBZ", "VBP")
# How many sentences a plot goes on for, and the tokens that its opening takes.
LONGEST = 4
OPENING = 14


@lru_cache(maxsize=1)
def _load_nouns() -> frozenset[str]:
    return frozenset(read_lines(Path(__file__).with_name("plot_nouns.txt")))


def leave_out_plots(parsed: ParsedDocument, readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those of what happens in a film, novel, play or game."""
    nouns = [t for t in parsed.doc if t.lemma_.lower() in _load_nouns()]
    if not nouns or not readings:
        return list(readings)
    told = _find_told(parsed, nouns)
    return [r for r in readings if parsed.sentences[r.sentence].char_start + r.start not in told]


def _find_told(parsed: ParsedDocument, nouns: Sequence[Token]) -> set[int]:
    """Offsets of the tokens that tell of a plot."""
    told = {t.idx for noun in nouns for clause in _list_clauses(noun) for t in clause.subtree}
    left = 0
    for number in range(len(parsed.sentences)):
        sentence = parsed.sentence_span(number)
        if sentence.root.tag_ not in PRESENT:
            left = 0
        elif any(_opens(noun, sentence) for noun in nouns):
            left = LONGEST
        else:
            left = max(0, left - 1) if not any(t.is_quote for t in sentence) else 0
        if left:
            told |= {t.idx for t in sentence}
    return told


def _list_clauses(noun: Token) -> list[Token]:
    """The verbs of clauses about a work, in the present: "a film in which ...", "a play where ..."."""
    clauses = [c for c in noun.children if c.dep_ == "relcl" and c.tag_ in PRESENT]
    return [c for c in clauses if c.doc[c.left_edge.i].lower_ in ("in", "where")]


def _opens(noun: Token, sentence: Span) -> bool:
    """Whether a sentence opens with a work in which its clause happens: "In her new novel, ..."."""
    if not sentence.start <= noun.i < min(sentence.start + OPENING, sentence.root.i) or noun.dep_ != "pobj":
        return False
    place = noun.head
    return place.lower_ == "in" and place.i == sentence.start and place.head.i == sentence.root.i
