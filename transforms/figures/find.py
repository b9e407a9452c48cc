"""Find the figures of a parsed document."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from schemas.events import EventStatus
from schemas.figures import Figure
from schemas.identifiers import make_id
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.findings import EventFindings
from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity, TokenIndex
from transforms.figures.anchoring.anchoring import anchor_quantities, is_minor
from transforms.figures.attributes.bases import read_basis
from transforms.figures.attributes.changes import find_change
from transforms.figures.attributes.owners import OwnerReader, share_owners
from transforms.figures.attributes.periods import FigurePeriods, PeriodReader
from transforms.figures.attributes.statuses import read_status
from transforms.figures.attributes.surroundings import SurroundingsReader
from transforms.figures.items.describe import ItemReader
from transforms.figures.items.item_quality import rate_item, settle_item
from transforms.figures.items.noun_phrases import describe_noun
from transforms.figures.numbers.compose import find_numbers
from transforms.figures.quantities.base_units import convert_to_base
from transforms.figures.quantities.compounds import join_compounds
from transforms.figures.quantities.exchange_rates import read_exchange_rates, settle_cents
from transforms.figures.quantities.local_currency import localise_dollars, localise_names
from transforms.figures.quantities.masks import DURATION_WORD, find_masks, mask_times
from transforms.figures.quantities.quantities import Quantity, read_quantity
from transforms.figures.quantities.ranges import merge_ranges
from transforms.figures.quantities.scores import drop_scores
from transforms.figures.quantities.shares import settle_shares
from transforms.figures.rules import name_rule, rate_confidence
from transforms.figures.series.attach_series import attach_series
from transforms.figures.series.due_values import attach_due_values
from transforms.figures.series.notices import apply_notices
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.patterns import load_pattern

# "Brent crude for September delivery": the month names a contract, and is no period.
CONTRACT_BEFORE = load_pattern("figures", "contract_before")
CONTRACT_BEHIND = load_pattern("figures", "contract_behind")
# "Eleven men, not nine": the number is there to be denied.
NOT_BEFORE = load_pattern("figures", "not_before")


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
    quantities = find_quantities(parsed.text, times)
    quantities = localise_names(parsed, localise_dollars(parsed, quantities, actors), actors)
    quantities = settle_cents(parsed, read_exchange_rates(parsed, quantities, actors), actors)
    index = TokenIndex(parsed.doc)
    anchored, ages = anchor_quantities(parsed, index, quantities)
    times = [t for t in times if not _names_contract(parsed.text, t)]
    dates = frozenset(i for t in times if t.type != "DURATION" for i in _token_range(index, t))
    items = ItemReader(anchored, dates, parsed.text)
    periods = PeriodReader(parsed.text, index, times, anchored, parsed.published_on)
    owners = OwnerReader(actors, parsed.text)
    surroundings = SurroundingsReader(actors, quotes, coded)
    figures: list[Figure] = []
    changes: list[str | None] = []
    for n, a in enumerate(anchored):
        changes.append(find_change(anchored, changes, n, parsed.text))
        item, focus = items.describe(n), items.focus.get(n)
        if n in ages:
            item, focus = _describe_age(a, ages[n], dates), ages[n]
        if item is None and a.quantity.unit.dimension == "age":
            item = "age"
        period = periods.read(a, focus, changes[-1] is not None)
        figures.append(
            _make_figure(parsed, a, settle_item(item), focus, changes[-1], period, owners, surroundings)
        )
    owned = tuple(share_owners(figures))
    named = tuple(apply_notices(parsed.text, tuple(attach_series(owned, actors, parsed.text))))
    return tuple(attach_due_values(named, coded.events, times, parsed.text, parsed.published_on))


def find_quantities(text: str, times: Sequence[TimeExpression]) -> list[Quantity]:
    """Numbers with their units, ranges joined, dates and references left out."""
    masks, dated = find_masks(text), mask_times(times)
    found: list[Quantity] = []
    for number in find_numbers(text):
        if found and number.start < found[-1].end:
            continue  # taken as a denominator: "per 1,000 cubic metres"
        if masks.covers(number.start, number.end):
            continue
        if dated.covers(number.start, number.end) and not DURATION_WORD.match(text, number.end):
            continue
        quantity = read_quantity(text, number, found[-1].end if found else 0)
        if quantity is not None:
            found.append(quantity)
    return merge_ranges(text, drop_scores(text, settle_shares(text, join_compounds(text, found))))


def _names_contract(text: str, time: TimeExpression) -> bool:
    """Whether a month only names a contract: "crude for September delivery", "gold futures for June"."""
    before = CONTRACT_BEFORE.search(text, max(0, time.char_start - 16), time.char_start)
    return before is not None or CONTRACT_BEHIND.match(text, time.char_end) is not None


def _read_status(text: str, a: AnchoredQuantity) -> EventStatus:
    if NOT_BEFORE.search(text, max(0, a.start - 12), a.start):
        return "denied"
    return read_status(a.noun or a.root, a.noun is not None and a.is_count)


def _describe_age(a: AnchoredQuantity, owner: Token, dates: frozenset[int]) -> str:
    own = frozenset(range(a.first, a.last + 1))
    if owner.lower_ in ("old", "olds"):
        return "age of person"
    return f"age of {describe_noun(owner, own, dates, 6)}"


def _token_range(index: TokenIndex, time: TimeExpression) -> range:
    first, last = index.span(time.char_start, time.char_end)
    return range(first, last + 1)


def _make_figure(
    parsed: ParsedDocument,
    a: AnchoredQuantity,
    item: str | None,
    focus: Token | None,
    change: str | None,
    period: FigurePeriods,
    owners: OwnerReader,
    surroundings: SurroundingsReader,
) -> Figure:
    quantity = a.quantity
    base = convert_to_base(quantity)
    return Figure(
        figure_id=make_id("fg", parsed.document_id, a.start, a.end),
        document_id=parsed.document_id,
        sentence_no=a.sentence_no,
        char_start=a.start,
        char_end=a.end,
        text=parsed.slice(a.start, a.end),
        value=float(quantity.value),
        value_high=None if quantity.value_high is None else float(quantity.value_high),
        comparator=a.comparator,  # type: ignore[arg-type]
        unit=quantity.unit.code,
        dimension=quantity.unit.dimension,
        base_unit=base.unit,
        base_value=base.value,
        base_value_high=base.high,
        per_unit=quantity.per_unit,
        item=item,
        item_confidence=rate_item(a, item, focus),
        is_minor=is_minor(a),
        change=change,  # type: ignore[arg-type]
        period_start=period.start,
        period_end=period.end,
        period_text=period.text,
        compared_start=period.compared_start,
        compared_end=period.compared_end,
        actor_id=owners.find_owner(a, focus),
        place_country_code=surroundings.find_place(a, focus),
        speaker_id=surroundings.find_speaker(a),
        event_id=surroundings.find_event(a),
        status=_read_status(parsed.text, a),
        basis=read_basis(a),
        confidence=rate_confidence(a),
        method=name_rule(a),
    )
