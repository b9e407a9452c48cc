"""Scan a document and resolve what is found, in order, against a given publication date."""

from __future__ import annotations

from datetime import date

from schemas.documents import PublishedPrecision
from schemas.identifiers import make_id
from schemas.time_expressions import TimeExpression
from transforms.dates.conditions.registry import accept
from transforms.dates.context.context import Context
from transforms.dates.context.day_order import is_day_first
from transforms.dates.context.reading import Reading
from transforms.dates.grammar.grammar import load_grammar
from transforms.dates.grammar.scan import Candidate, scan
from transforms.dates.grammar.tokens import cut_tokens
from transforms.dates.resolvers.registry import resolve
from transforms.language.parsed_document import ParsedDocument

Published = tuple[date, PublishedPrecision]


def resolve_times(parsed: ParsedDocument, published: Published | None) -> tuple[TimeExpression, ...]:
    """Time expressions of a document, relative ones resolved against a publication date if there is one."""
    if not len(parsed.doc):
        return ()
    tokens = cut_tokens(parsed.text)
    context = Context(parsed, published, is_day_first(tokens, published, parsed.day_first))
    chosen = scan(load_grammar(), tokens, lambda c: _accept(context, c))
    rows = _resolve_all(parsed, context, chosen)
    first_day = context.first_news
    if context.published_day is None and first_day is not None:
        # "The same day" may stand before the day it means, where there is no publication day.
        context.restart(first_day)
        rows = _resolve_all(parsed, context, chosen)
    return rows


def _accept(context: Context, c: Candidate) -> Candidate | None:
    """The match if its words and its context make a time expression; else shorter matches get their turn."""
    accepted = accept(context, c)
    if accepted is None or resolve(context, accepted) is None:
        return None
    return accepted


def _resolve_all(
    parsed: ParsedDocument, context: Context, chosen: list[Candidate]
) -> tuple[TimeExpression, ...]:
    return tuple(row for c in chosen if (row := _resolve(parsed, context, c)) is not None)


def _resolve(parsed: ParsedDocument, context: Context, c: Candidate) -> TimeExpression | None:
    reading = resolve(context, c)
    if reading is None:
        return None
    context.remember(c, reading)
    return _make_row(parsed, c, reading)


def _make_row(parsed: ParsedDocument, c: Candidate, reading: Reading) -> TimeExpression:
    start, end = c.char_start, c.char_end
    return TimeExpression(
        time_expression_id=make_id("tx", parsed.document_id, start, end),
        document_id=parsed.document_id,
        sentence_no=parsed.sentence_no_at(start),
        char_start=start,
        char_end=end,
        text=parsed.slice(start, end),
        type=reading.type,
        value=reading.value,
        start_on=reading.start,
        end_on=reading.end,
        precision=reading.precision,
        anchor_on=reading.anchor,
        method=f"{c.rule.name}.{reading.method}" if reading.method in ("open", "in_units") else c.rule.name,
    )
