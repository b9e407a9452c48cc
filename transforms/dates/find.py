"""Find and resolve every time expression of a document."""

from __future__ import annotations

from schemas.time_expressions import TimeExpression
from transforms.dates.document_date import infer_from_times
from transforms.dates.resolve_document import Published, resolve_times
from transforms.language.parsed_document import ParsedDocument


def find_time_expressions(parsed: ParsedDocument) -> tuple[TimeExpression, ...]:
    """Time expressions in the order of the text; values that nothing fixes are null.

    Relative dates count from the publication date, or from the one that the text of an undated
    document makes certain.
    """
    return find_times_and_inferred(parsed)[0]


def find_times_and_inferred(
    parsed: ParsedDocument,
) -> tuple[tuple[TimeExpression, ...], Published | None]:
    """Time expressions, and the publication date with its precision that an undated text makes certain."""
    if parsed.published_on is not None:
        return resolve_times(parsed, (parsed.published_on, parsed.published_precision or "day")), None
    times = resolve_times(parsed, None)
    inferred = infer_from_times(parsed, times)
    return (times if inferred is None else resolve_times(parsed, inferred)), inferred
