"""How strongly two figures of two documents point at one series, though their words name two.

The weights add up to ENOUGH for one series: a value that both give, what is counted, whose it is, the words
of the items and the names of both texts. Weights and threshold are set by hand on invented stories.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from schemas.identity import NAMED_SERIES_REACH_DAYS, SERIES_REACH_DAYS, FigureRecord
from transforms.events.rows.mention_signs import cut_stem, gather_names, is_common, is_country
from transforms.figures.series.counted import load_counted_words
from transforms.figures.series.measure_forms import COST
from transforms.figures.series.measure_lexicon import load_measure_words

ENOUGH = 2.25
LEAST_TOPIC = 0.4  # what two texts must share before their figures are compared
LEAST_TOPIC_LATER = 0.9  # the same where months lie between them
LATER = -0.6
COUNTRY = "country/"
ELAPSED = "duration"
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class FigureSigns:
    """A figure as it is compared; `series_id` is what its own words name, `digits` those that tell."""

    record: FigureRecord
    series_id: str
    names: frozenset[str]
    words: frozenset[str]
    parties: frozenset[str]
    digits: int


def read_figure(record: FigureRecord, series_id: str) -> FigureSigns:
    """The signs of a figure."""
    fillers = load_measure_words()["filler"]
    words = {cut_stem(w) for w in _WORD.findall(record.item) if w.lower() not in fillers}
    words |= {cut_stem(w) for w in (record.counted or "").split()}
    return FigureSigns(
        record=record,
        series_id=series_id,
        names=gather_names(record.names),
        words=frozenset(words | {cut_stem(w) for w in record.measure.split()}),
        parties=frozenset(p for p in (record.party_id, record.partner_id) if p),
        digits=_count_digits(record.value),
    )


def weigh_figures(one: FigureSigns, other: FigureSigns) -> float | None:
    """What two figures share; None where they can't be of one series."""
    if not _are_comparable(one.record, other.record) or _count_other_things(one.record, other.record):
        return None
    parties = _weigh_parties(one, other)
    if parties is None or not share_topic(one, other):
        return None
    words = min(sum(0.3 if is_common(w) else 0.6 for w in one.words & other.words), 1.5)
    deed = one.record.deed_type
    weight = (
        _weigh_topic(one.names & other.names)
        + parties
        + words
        + _weigh_value(one, other)
        + _weigh_counted(one, other)
    )
    weight += LATER if _is_later(one, other) else 0.0
    weight += 0.6 if deed is not None and deed == other.record.deed_type else 0.0
    periods = [(s.record.period_start, s.record.period_end) for s in (one, other)]
    return weight + (0.3 if periods[0] == periods[1] and periods[0][0] is not None else 0.0)


def share_topic(one: FigureSigns, other: FigureSigns) -> bool:
    """Whether the texts of two figures share enough names that their figures are compared."""
    least = LEAST_TOPIC_LATER if _is_later(one, other) else LEAST_TOPIC
    return _weigh_topic(one.names & other.names) >= least


def _is_later(one: FigureSigns, other: FigureSigns) -> bool:
    return _count_days(one.record.published_on, other.record.published_on) > SERIES_REACH_DAYS


def _are_comparable(one: FigureRecord, other: FigureRecord) -> bool:
    kinds = (one.kind == "change", other.kind == "change")
    is_alike = (one.unit, one.per_unit) == (other.unit, other.per_unit) and kinds[0] == kinds[1]
    apart = _count_days(one.published_on, other.published_on)
    return (
        is_alike
        and one.dimension != ELAPSED
        and one.document_id != other.document_id
        and apart <= NAMED_SERIES_REACH_DAYS
    )


def _count_other_things(one: FigureRecord, other: FigureRecord) -> bool:
    """Whether two numbers that differ count two things: five pupils and three doctors."""
    if one.value == other.value:
        return False
    if one.unit == "percent":
        return not set(one.measure.split()) & set(other.measure.split())
    return one.unit == "count" and one.counted != other.counted


def _count_days(one: date | None, other: date | None) -> int:
    return NAMED_SERIES_REACH_DAYS + 1 if one is None or other is None else abs((one - other).days)


def _weigh_topic(names: frozenset[str]) -> float:
    weights = (0.2 if is_country(name) else 0.1 if is_common(name) else 0.45 for name in names)
    return min(sum(weights), 1.8)


def _weigh_parties(one: FigureSigns, other: FigureSigns) -> float | None:
    """Whose the figures are; None where they are two countries'."""
    shared = one.parties & other.parties
    if shared:
        return 0.6 * len(shared)
    owner = one.record.owner_id
    weight = 0.4 if owner is not None and owner == other.record.owner_id else 0.0
    if not one.parties or not other.parties:
        return weight
    if all(any(p.startswith(COUNTRY) for p in signs.parties) for signs in (one, other)):
        return None
    return weight - 0.8


def _weigh_value(one: FigureSigns, other: FigureSigns) -> float:
    """One value that is no round small number says much, and so do values far apart."""
    low, high = sorted((abs(one.record.value or 0.0), abs(other.record.value or 0.0)))
    if low == 0.0:
        return 0.0
    if high / low < 1.0001:
        return 1.4 if one.digits > 2 else 1.1 if one.digits == 2 or high >= 1000 else 0.5
    return 0.2 if high / low <= 1.7 else -0.6 if high / low <= 3 else -2.0


def _weigh_counted(one: FigureSigns, other: FigureSigns) -> float:
    mine, theirs = one.record.counted, other.record.counted
    general = load_measure_words()["general"] | set(load_counted_words()["people"].values())
    if mine is not None and mine == theirs:
        if mine == COST and _is_other_cost(one, other):
            return -0.6
        return 0.5 if mine in general - {COST} else 1.0
    if one.record.unit != "count" or mine in general or theirs in general or mine is None or theirs is None:
        return 0.0
    return -0.3 if one.words & other.words else -0.6


def _is_other_cost(one: FigureSigns, other: FigureSigns) -> bool:
    """Whether two sums are what two things cost: a bridge and a road, not a bridge and "the project"."""
    general = {cut_stem(w) for w in load_measure_words()["general"]}
    mine, theirs = ({cut_stem(w) for w in s.record.measure.split()} - general for s in (one, other))
    return bool(mine and theirs and not mine & theirs)


def _count_digits(value: float | None) -> int:
    """Digits of a value before its zeros at the end; a fraction tells as much as three."""
    if not value:
        return 0
    return len(str(int(abs(value))).rstrip("0")) if value == int(value) else 3
