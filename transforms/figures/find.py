"""Find the figures of a parsed document."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.figures import Figure
from schemas.identifiers import make_id
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.findings import EventFindings
from transforms.figures.changes import read_change
from transforms.figures.comparators import read_comparator
from transforms.figures.anchored_quantity import TokenIndex, anchor_quantity
from transforms.figures.exclusions import is_excluded
from transforms.figures.items import ItemReader
from transforms.figures.masks import DURATION_WORD, find_masks
from transforms.figures.numbers import find_numbers
from transforms.figures.quantities import Quantity, read_quantity
from transforms.figures.ranges import merge_ranges
from transforms.figures.shares import settle_shares
from transforms.language.parsed_document import ParsedDocument


def find_figures(
    parsed: ParsedDocument,
    times: Sequence[TimeExpression],
    actors: ActorFindings,
    quotes: Sequence[Quote],
    coded: EventFindings,
) -> tuple[Figure, ...]:
    """All figures of a document, in text order.

    Args:
        parsed: the document.
        times: its time expressions; dates are no figures, and give the periods.
        actors: its actors (whose figure it is).
        quotes: its quotations (whose claim it is).
        coded: its events (casualties belong to one).
    """
    index = TokenIndex(parsed.doc)
    anchored = []
    for quantity in find_quantities(parsed.text, times):
        comparator, start, end = read_comparator(parsed.text, quantity)
        found = anchor_quantity(index, quantity, comparator, start, end, parsed.sentence_no_at(start))
        if not is_excluded(found, parsed.text):
            anchored.append(found)
    dates = frozenset(i for t in times if t.type != "DURATION" for i in range(*index.span(t.char_start, t.char_end)))
    reader = ItemReader(anchored, dates)
    figures = []
    for n, a in enumerate(anchored):
        quantity, comparator, start, end = a.quantity, a.comparator, a.start, a.end
        item = reader.describe(n)
        figures.append(
            Figure(
                figure_id=make_id("fg", parsed.document_id, start, end),
                document_id=parsed.document_id,
                sentence_no=parsed.sentence_no_at(start),
                char_start=start,
                char_end=end,
                text=parsed.slice(start, end),
                value=float(quantity.value),
                value_high=None if quantity.value_high is None else float(quantity.value_high),
                comparator=comparator,  # type: ignore[arg-type]
                unit=quantity.unit.code,
                dimension=quantity.unit.dimension,
                per_unit=quantity.per_unit,
                item=item,
                change=read_change(a, parsed.text),  # type: ignore[arg-type]
                period_start=None,
                period_end=None,
                period_text=None,
                compared_start=None,
                compared_end=None,
                actor_id=None,
                place_country_code=None,
                speaker_id=None,
                event_id=None,
                status="actual",
                confidence=0.8,
                method=quantity.number.kind,
            )
        )
    return tuple(figures)


def find_quantities(text: str, times: Sequence[TimeExpression]) -> list[Quantity]:
    """Numbers with their units, ranges joined, dates and references left out."""
    masks = find_masks(text, times)
    found: list[Quantity] = []
    for number in find_numbers(text):
        if masks.covers(number.start, number.end) and not DURATION_WORD.match(text, number.end):
            continue
        quantity = read_quantity(text, number, found[-1].end if found else 0)
        if quantity is not None:
            found.append(quantity)
    return merge_ranges(text, settle_shares(text, found))
