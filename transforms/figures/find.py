"""Find the figures of a parsed document."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from schemas.figures import Figure
from schemas.identifiers import make_id
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.findings import EventFindings
from transforms.figures.changes import read_change
from transforms.figures.ages import read_age
from transforms.figures.comparators import read_comparator, settle_over
from transforms.figures.anchored_quantity import AnchoredQuantity, TokenIndex, anchor_quantity
from transforms.figures.exclusions import is_excluded
from transforms.figures.items import ItemReader
from transforms.figures.noun_phrases import describe_noun
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
    anchored, ages = _anchor(parsed, index, find_quantities(parsed.text, times))
    dates = frozenset(i for t in times if t.type != "DURATION" for i in range(*index.span(t.char_start, t.char_end)))
    reader = ItemReader(anchored, dates)
    figures: list[Figure] = []
    changes: list[str | None] = []
    for n, a in enumerate(anchored):
        quantity, comparator, start, end = a.quantity, a.comparator, a.start, a.end
        item = f"age of {describe_noun(ages[n], frozenset(range(a.first, a.last + 1)), dates, 6)}" if n in ages else reader.describe(n)
        changes.append(read_change(a, parsed.text) or _inherited_change(anchored, changes, n, parsed.text))
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
                change=changes[-1],  # type: ignore[arg-type]
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


def _anchor(
    parsed: ParsedDocument, index: TokenIndex, quantities: Sequence[Quantity]
) -> tuple[list[AnchoredQuantity], dict[int, Token]]:
    """Quantities in the parse without those that are no figures, and whose age is which."""
    anchored: list[AnchoredQuantity] = []
    ages: dict[int, Token] = {}
    pairs_seen: set[tuple[int, str]] = set()
    for quantity in quantities:
        comparator, start, end = read_comparator(parsed.text, quantity)
        found = anchor_quantity(index, quantity, comparator, start, end, parsed.sentence_no_at(start))
        age = read_age(found, parsed.text)
        if age is not None:
            found, owner = age
            if owner is not None:
                ages[len(anchored)] = owner
        elif is_excluded(found, parsed.text) or _is_repeated_pair(found, pairs_seen):
            continue
        anchored.append(settle_over(found))
    return anchored, ages


def _is_repeated_pair(a: AnchoredQuantity, seen: set[tuple[int, str]]) -> bool:
    """ "The two countries" tells the same each time: one row a document for small numbers behind an article."""
    number = a.quantity.number
    if a.noun is None or not a.is_count or number.in_digits or number.value > 3 or not a.first:
        return False
    before = a.root.doc[a.first - 1]
    if before.lower_ not in ("the", "these", "those", "our", "their", "both", "its", "all"):
        return False
    key = (int(number.value), a.noun.lemma_.lower())
    repeated = key in seen
    seen.add(key)
    return repeated


def _inherited_change(
    anchored: Sequence[AnchoredQuantity], changes: Sequence[str | None], number: int, text: str
) -> str | None:
    """ "up 0.25 points, or 0.01%": the figure that restates a change is one too."""
    if number == 0 or changes[-1] is None:
        return None
    before, a = anchored[number - 1], anchored[number]
    between = text[before.end : a.start].strip(" ,")
    return changes[-1] if between in ("or", "(", "/") and not a.is_count else None


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
