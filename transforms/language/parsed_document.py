"""A document as parsed: text, tokens, sentences and what its metadata says."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from schemas.documents import PublishedPrecision
from schemas.sentences import Sentence

if TYPE_CHECKING:  # who only compares names has no use for the library
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What every extractor reads.

    `doc` covers `text` character by character (`doc[i].idx` is an offset into `text`); paragraph
    breaks are a newline in `text` and a space in `doc.text`, so slices are always taken from `text`.
    `sentence_tokens[n]` is the (start, end) token range of `sentences[n]`. What the source says of its
    texts: `day_first` (04/05/2026 is 4 May) and `fiscal_year_start` (month, 1 to 12); None: nothing.
    """

    document_id: str
    text: str
    doc: Doc
    sentences: tuple[Sentence, ...]
    sentence_tokens: tuple[tuple[int, int], ...]
    title: str | None = None
    published_on: date | None = None
    published_precision: PublishedPrecision | None = None
    publisher: str | None = None
    dateline_place: str | None = None
    day_first: bool | None = None
    fiscal_year_start: int | None = None
    _token_starts: list[int] = field(default_factory=list)

    def sentence_no_at(self, char_start: int) -> int:
        """Number of the sentence that holds a character (the nearest before it, between sentences)."""
        return max(0, bisect_right(self.sentences, char_start, key=lambda s: s.char_start) - 1)

    def sentence_no_of(self, token: Token) -> int:
        """Number of the sentence that holds a token."""
        return max(0, bisect_right(self.sentence_tokens, token.i, key=lambda span: span[0]) - 1)

    def sentence_span(self, sentence_no: int) -> Span:
        """The tokens of a sentence."""
        start, end = self.sentence_tokens[sentence_no]
        return self.doc[start:end]

    def slice(self, char_start: int, char_end: int) -> str:
        """The exact words of a span."""
        return self.text[char_start:char_end]
