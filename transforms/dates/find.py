"""Find and resolve every time expression of a document."""

from __future__ import annotations

from schemas.time_expressions import TimeExpression
from transforms.dates.document_date import infer_published
from transforms.dates.resolve_document import Published, resolve_times
from transforms.language.parsed_document import ParsedDocument


def find_time_expressions(parsed: ParsedDocument) -> tuple[TimeExpression, ...]:
    """Time expressions in the order of the text; values that nothing fixes are null.

    Relative dates count from the publication date, or from the one that the text of an undated
    document makes certain.
    """
    published: Published | None = None
    if parsed.published_on is not None:
        published = (parsed.published_on, parsed.published_precision or "day")
    return resolve_times(parsed, published or infer_published(parsed))
