"""Find and resolve every time expression of a document."""

from __future__ import annotations

from schemas.identifiers import make_id
from schemas.time_expressions import TimeExpression
from transforms.dates.conditions import accept
from transforms.dates.context import Context
from transforms.dates.grammar import load_grammar
from transforms.dates.reading import Reading
from transforms.dates.resolve import RESOLVERS
from transforms.dates.scan import Candidate, scan
from transforms.dates.tokens import cut_tokens
from transforms.language.parsed_document import ParsedDocument


def find_time_expressions(parsed: ParsedDocument) -> tuple[TimeExpression, ...]:
    """Time expressions in the order of the text; values that nothing fixes are null."""
    if not len(parsed.doc):
        return ()
    context = Context(parsed, is_day_first=False)
    tokens = cut_tokens(parsed.text)
    rows: list[TimeExpression] = []
    for candidate in scan(load_grammar(), tokens, lambda c: accept(context, c)):
        reading = RESOLVERS[candidate.rule.resolver](context, candidate)
        if reading is not None:
            context.remember(candidate, reading)
            rows.append(_make_row(parsed, candidate, reading))
    return tuple(rows)


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
        method=f"{c.rule.name}.{reading.method}" if reading.method == "open" else c.rule.name,
    )
