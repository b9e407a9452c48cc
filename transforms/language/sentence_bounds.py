"""Sentence bounds: the parser's, with its typical slips mended.

The parser cuts a sentence after abbreviations and inside quotations ("he said.), starts one at a
closing quotation mark, and sometimes splits before a lower-case word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

CLOSING = {"”", "’", '"', "''", ")", "]", "»", "...", "…", ",", ".", ";", ":", "!", "?"}
FINAL = {".", "!", "?", "…", "...", ";", ":", "”", '"', "''", "’", "'", ")", "]"}


def find_sentence_bounds(doc: Doc, paragraphs: Sequence[Doc]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) token ranges of the sentences, in order, none across paragraphs."""
    offset = 0
    for paragraph in paragraphs:
        for start, end in _bound_paragraph(paragraph):
            start, end = _trim(doc, offset + start, offset + end)
            if start < end:
                yield start, end
        offset += len(paragraph)


def _bound_paragraph(paragraph: Doc) -> Iterable[tuple[int, int]]:
    starts = [s.start for s in paragraph.sents]
    kept = [start for n, start in enumerate(starts) if n == 0 or _is_start(paragraph[start])]
    return zip(kept, [*kept[1:], len(paragraph)], strict=True)


def _is_start(token: Token) -> bool:
    """Whether a sentence may begin at a token where the parser begins one."""
    previous = token.nbor(-1)
    if token.text in CLOSING and not token.text[0].isalnum():
        opens = token.text in {'"'} and previous.whitespace_ and not token.whitespace_
        if not opens:
            return False
    if previous.text == ":" or _closes_inside_sentence(previous):
        return False
    return not ((token.text[0].islower() or token.text[0].isdigit()) and previous.text not in FINAL)


def _closes_inside_sentence(token: Token) -> bool:
    """Whether a bracket closes an insertion ("the islands (BVI) Governor said"), not a whole sentence."""
    return token.text == ")" and token.i > 0 and token.nbor(-1).text not in {".", "!", "?", "…", "”", '"'}


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return start, end
