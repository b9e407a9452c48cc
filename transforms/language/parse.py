"""Parse clean texts: paragraphs through the model in one stream, sentences with exact offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from schemas.documents import PublishedPrecision
from schemas.sentences import Sentence
from transforms.language.dateline_bounds import hang_dateline, mark_story_start
from transforms.language.glued_stops import part_glued_stops
from transforms.language.greedy_decoding import DEFAULT_BATCH, annotate_docs
from transforms.language.parsed_document import ParsedDocument
from transforms.language.sentence_bounds import find_sentence_bounds

# spaCy holds a paragraph in memory at once; longer ones are cut at a space.
MAX_PARAGRAPH_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class CleanText:
    """A clean text and the metadata that extractors need.

    `day_first` says whether its source writes 04/05/2026 for 4 May, `fiscal_year_start` with which month
    (1 to 12) fiscal years begin there; None where the source does not say.
    """

    document_id: str
    text: str
    title: str | None = None
    published_on: date | None = None
    published_precision: PublishedPrecision | None = None
    publisher: str | None = None
    dateline_place: str | None = None
    day_first: bool | None = None
    fiscal_year_start: int | None = None


def parse_texts(
    nlp: Language, texts: Iterable[CleanText], batch_size: int = DEFAULT_BATCH
) -> Iterator[ParsedDocument]:
    """Parse many texts; yields them in order.

    Paragraphs (lines of the text) are parsed on their own, so that no sentence or name crosses a
    paragraph break, and joined again into one `Doc` whose offsets are those of the text.
    """
    clean = list(texts)
    pieces = [split_paragraphs(c.text) for c in clean]
    flat = [piece for document in pieces for piece in document]
    tokens = (part_glued_stops(nlp.make_doc(piece), piece) for piece in flat)
    marked = (mark_story_start(doc, piece) for doc, piece in zip(tokens, flat, strict=True))
    docs = map(hang_dateline, annotate_docs(nlp, marked, batch_size), flat)
    for c, document in zip(clean, pieces, strict=True):
        parts = [next(docs) for _ in document]
        yield _assemble(nlp, c, parts)


def parse_text(nlp: Language, text: CleanText) -> ParsedDocument:
    """Parse one text."""
    return next(parse_texts(nlp, [text]))


def split_paragraphs(text: str) -> list[str]:
    """Paragraphs with their separators removed; joined with one character they cover the text."""
    pieces: list[str] = []
    for line in text.split("\n"):
        while len(line) > MAX_PARAGRAPH_CHARS:
            cut = line.rfind(" ", 0, MAX_PARAGRAPH_CHARS)
            if cut <= 0:
                break
            pieces.append(line[:cut])
            line = line[cut + 1 :]
        pieces.append(line)
    return pieces


def _assemble(nlp: Language, clean: CleanText, parts: list[Doc]) -> ParsedDocument:
    filled = [part for part in parts if len(part)]
    doc = Doc.from_docs(filled, ensure_whitespace=True) if filled else Doc(nlp.vocab)
    if doc is None or _measure(doc) != len(clean.text.rstrip()):
        raise ValueError(f"{clean.document_id}: the text has empty lines or odd spaces; clean it first")
    bounds = tuple(find_sentence_bounds(doc, filled))
    sentences = tuple(
        Sentence(
            document_id=clean.document_id,
            sentence_no=n,
            char_start=doc[start].idx,
            char_end=doc[end - 1].idx + len(doc[end - 1]),
            text=clean.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])],
        )
        for n, (start, end) in enumerate(bounds)
    )
    return ParsedDocument(
        document_id=clean.document_id,
        text=clean.text,
        doc=doc,
        sentences=sentences,
        sentence_tokens=bounds,
        title=clean.title,
        published_on=clean.published_on,
        published_precision=clean.published_precision,
        publisher=clean.publisher,
        dateline_place=clean.dateline_place,
        day_first=clean.day_first,
        fiscal_year_start=clean.fiscal_year_start,
    )


def _measure(doc: Doc) -> int:
    """Length of the text without white space at its end."""
    last = next((token for token in reversed(doc) if not token.is_space), None)
    return last.idx + len(last) if last is not None else 0
