"""Explain a document: run the extractors as a run does, and keep what the reader saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language

from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.documents.clean_document import CleanDocument
from transforms.events.findings import EventFindings
from transforms.events.rows.ground import ground_readings
from transforms.explain.explain_readings import ReadingExplainer
from transforms.explain.facts import CandidateFacts, Explanation, SentenceFacts, TokenFacts
from transforms.extract import DocumentRows, extract_parsed, parse_documents
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.read_sentences import LoadedReader, read_sentences
from transforms.reading.read_windows import Cuts
from transforms.reading.readings import Reading

# Candidates with less than this score are not worth telling.
FLOOR = 0.1


def explain_document(
    document: CleanDocument, nlp: Language, reader: LoadedReader, floor: float = FLOOR
) -> Explanation:
    """How a clean document is read.

    Raises:
        Exception: whatever an extractor raises; a run makes a dead letter of it.
    """
    parsed = next(parse_documents(nlp, [document]))
    coder = _TracingCoder(reader, floor)
    found = extract_parsed(document, parsed, coder)
    if found.error is not None:
        raise found.error
    published_on, method = document.published_on, document.published_method
    if found.inferred is not None:
        published_on, method = found.inferred[0], "inferred"
    return Explanation(
        title=document.title,
        published_on=published_on,
        published_method=method,
        language=document.language,
        is_coded=parsed is not None,
        reader=reader.files.name,
        floor=floor,
        actors=found.rows.get("document_actors", ()),
        sentences=tuple(_list_sentences(found, parsed, coder.candidates)),
    )


@dataclass
class _TracingCoder:
    """Codes events as a run does, and explains them along with the candidates under the cuts."""

    reader: LoadedReader
    floor: float
    candidates: list[tuple[int, CandidateFacts]] = field(default_factory=list)

    def __call__(
        self,
        parsed: ParsedDocument,
        actors: ActorFindings,
        times: tuple[TimeExpression, ...],
        quotes: tuple[Quote, ...],
    ) -> EventFindings:
        files, texts = self.reader.files, [s.text for s in parsed.sentences]
        readings = read_sentences(self.reader, texts, parsed.title)
        found = ground_readings(parsed, readings, files, actors, times, quotes)
        low = Cuts({kind: min(cut, self.floor) for kind, cut in files.cuts.types.items()}, files.cuts.roles)
        faint = [
            r for r in read_sentences(self.reader, texts, parsed.title, low) if not _is_among(r, readings)
        ]
        explainer = ReadingExplainer(parsed, files, actors, times, quotes)
        self.candidates = explainer.explain(readings, faint, found.events)
        return found


def _is_among(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether the words of a reading overlap those of another one of its type."""
    return any(
        r.kind == reading.kind
        and r.sentence == reading.sentence
        and r.start < reading.end
        and reading.start < r.end
        for r in readings
    )


def _list_sentences(
    found: DocumentRows, parsed: ParsedDocument | None, candidates: Sequence[tuple[int, CandidateFacts]]
) -> Iterator[SentenceFacts]:
    def select(table: str, number: int) -> tuple[Any, ...]:
        return tuple(row for row in found.rows[table] if row.sentence_no == number)

    for sentence in found.rows.get("sentences", ()):
        number = sentence.sentence_no
        yield SentenceFacts(
            sentence_no=number,
            text=sentence.text,
            tokens=tuple(_list_tokens(parsed, number)) if parsed is not None else (),
            mentions=select("mentions", number),
            time_expressions=select("time_expressions", number),
            candidates=tuple(facts for place, facts in candidates if place == number),
            figures=select("figures", number),
            quotes=select("quotes", number),
        )


def _list_tokens(parsed: ParsedDocument, number: int) -> Iterator[TokenFacts]:
    for token in parsed.sentence_span(number):
        if not token.is_space:
            yield TokenFacts(
                token.text, token.lemma_, token.tag_, token.dep_, token.head.text, token.ent_type_
            )
