"""Clean documents to rows: every extractor in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from spacy.language import Language

from schemas.documents import PublishedPrecision
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.find import find_actors
from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_times_and_inferred
from transforms.documents.clean_document import CleanDocument
from transforms.events.corrections.apply import correct_events
from transforms.events.corrections.correction import EventCorrection
from transforms.events.corrections.outcomes import LineOutcome, refuse_lines
from transforms.events.find import find_events
from transforms.events.findings import EventFindings
from transforms.events.rows.deadlines import attach_deadlines
from transforms.events.rows.due_dates import attach_due_dates
from transforms.figures.find import find_figures
from transforms.language.parse import CleanText, parse_texts
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.find import find_quotes

CODED_LANGUAGE = "en"

# What codes events: the reader, or another coder that gives the same rows.
EventCoder = Callable[
    [ParsedDocument, ActorFindings, tuple[TimeExpression, ...], tuple[Quote, ...]], EventFindings
]


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """Rows of one document by table name, without `documents` and `blocks`; or why there are none.

    `inferred` is the publication date that an undated text makes certain, with its precision; `outcomes`
    tell what became of the user's corrections of events.
    """

    document_id: str
    rows: dict[str, tuple[Any, ...]]
    error: Exception | None = None
    inferred: tuple[date, PublishedPrecision] | None = None
    outcomes: tuple[LineOutcome, ...] = ()


def parse_documents(nlp: Language, documents: Iterable[CleanDocument]) -> Iterator[ParsedDocument | None]:
    """Parse documents in one stream; None stands for one that is not coded for its language."""
    listed = list(documents)
    parsed = parse_texts(nlp, [_as_text(d) for d in listed if _is_coded(d)])
    for document in listed:
        yield next(parsed) if _is_coded(document) else None


def extract_parsed(
    document: CleanDocument,
    parsed: ParsedDocument | None,
    code_events: EventCoder = find_events,
    corrections: Sequence[EventCorrection] = (),
) -> DocumentRows:
    """Extract the rows of a document that was parsed, or the error of the extractor that failed.

    `corrections` are the user's lines that correct events of this document.
    """
    if parsed is None:
        refused = refuse_lines(corrections, f"the document is not coded: its language is {document.language}")
        return DocumentRows(document.document_id, {}, outcomes=refused)
    return _extract(parsed, code_events, corrections)


def _is_coded(document: CleanDocument) -> bool:
    return document.language in (None, CODED_LANGUAGE)


def _as_text(document: CleanDocument) -> CleanText:
    return CleanText(
        document_id=document.document_id,
        text=document.text,
        title=document.title,
        published_on=document.published_on,
        published_precision=document.published_precision,
        publisher=document.publisher,
        dateline_place=document.dateline_place,
        day_first=document.day_first,
        fiscal_year_start=document.fiscal_year_start,
    )


def _extract(
    parsed: ParsedDocument, code_events: EventCoder, corrections: Sequence[EventCorrection]
) -> DocumentRows:
    try:
        times, inferred = find_times_and_inferred(parsed)
        if inferred is not None:
            parsed = replace(parsed, published_on=inferred[0], published_precision=inferred[1])
        rows, outcomes = _extract_rows(parsed, times, code_events, corrections)
        return DocumentRows(parsed.document_id, rows, None, inferred, outcomes)
    except Exception as error:  # one bad document fails alone; the error goes to ops.failures
        return DocumentRows(parsed.document_id, {}, error)


def _extract_rows(
    parsed: ParsedDocument,
    times: tuple[TimeExpression, ...],
    code_events: EventCoder,
    corrections: Sequence[EventCorrection],
) -> tuple[dict[str, tuple[Any, ...]], tuple[LineOutcome, ...]]:
    """The rows that build on the time expressions, and these; what became of corrections."""
    actors = find_actors(parsed)
    quotes = find_quotes(parsed, actors)
    coded = code_events(parsed, actors, times, quotes)
    coded, outcomes = correct_events(parsed, times, quotes, coded, corrections)
    actors = coded.actors
    due = attach_due_dates(coded.events, times, parsed.text, parsed.published_on)
    coded = replace(coded, events=tuple(due))
    figures = find_figures(parsed, times, actors, quotes, coded)
    times = tuple(attach_deadlines(times, parsed, parsed.published_on))
    rows: dict[str, tuple[Any, ...]] = {
        "sentences": parsed.sentences,
        "document_actors": actors.actors,
        "mentions": actors.mentions,
        "actor_roles": actors.roles,
        "time_expressions": times,
        "quotes": quotes,
        "events": coded.events,
        "event_participants": coded.participants,
        "figures": figures,
    }
    return rows, outcomes
