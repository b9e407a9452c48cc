"""What is compared of figures of two documents: words, parties and values, and what the documents tell."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from schemas.identity import FigureRecord
from transforms.events.rows.mention_signs import COUNTRY, cut_stem, gather_names, is_common, is_country
from transforms.figures.series.counted import load_counted_words
from transforms.figures.series.measure_lexicon import load_measure_words
from transforms.figures.series.measures import form_singular

FAR = 400  # days
_WORD = re.compile(r"[^\W\d_]{3,}")

Scale = tuple[str, str | None, bool]


@dataclass(frozen=True, slots=True)
class FigureSigns:
    """A figure as it is compared; `series_id` is what its own words name, `digits` those that tell.

    `counted` are the parts of what is counted, death and soldier of "death of soldier", `things` the same
    without what is empty.
    """

    record: FigureRecord
    series_id: str
    words: frozenset[str]
    measure: frozenset[str]
    parties: frozenset[str]
    digits: int
    counted: tuple[str, ...]
    things: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReportSigns:
    """The figures of a document, the names in it, the words of all its items, and its figures by unit.

    `by_scale` holds the figures by what two must have in common, whatever they measure.
    """

    figures: tuple[FigureSigns, ...]
    names: frozenset[str]
    words: frozenset[str]
    units: Counter[str]
    by_scale: Mapping[Scale, Sequence[FigureSigns]]


def read_figure(record: FigureRecord, series_id: str) -> FigureSigns:
    """The signs of a figure."""
    fillers = load_measure_words()["filler"]
    words = {
        cut_stem(form_singular(w.lower())) for w in _WORD.findall(record.item) if w.lower() not in fillers
    }
    counted = tuple((record.counted or "").split(" of "))
    return FigureSigns(
        record=record,
        series_id=series_id,
        words=frozenset(words | {cut_stem(w) for w in (record.counted or "").split()}),
        measure=frozenset(cut_stem(form_singular(w)) for w in record.measure.split()),
        parties=frozenset(p for p in (record.party_id, record.partner_id) if p),
        digits=_count_digits(record.value),
        counted=counted,
        things=frozenset(filter(None, counted)),
    )


def read_report(figures: Sequence[FigureSigns]) -> ReportSigns:
    """The signs of a document, out of all its figures."""
    names = gather_names(figures[0].record.names)
    words = frozenset(w for signs in figures for w in (*signs.words, *signs.measure))
    by_scale: dict[Scale, list[FigureSigns]] = defaultdict(list)
    for signs in figures:
        by_scale[read_scale(signs.record)].append(signs)
    units = Counter(signs.record.unit for signs in figures)
    return ReportSigns(tuple(figures), names, words, units, dict(by_scale))


def read_scale(record: FigureRecord) -> Scale:
    """Unit and unit of reference of a figure, and whether it is a change."""
    return record.unit, record.per_unit, record.kind == "change"


def weigh_topic(one: ReportSigns, other: ReportSigns) -> tuple[float, float]:
    """What two documents share: the weights of names, and of rare words of what their figures count."""
    return sum(map(weigh_name, one.names & other.names)), weigh_told(one, other)


def count_days(one: date | None, other: date | None) -> int:
    """Days between two reports; many where one has no date."""
    return FAR + 1 if one is None or other is None else abs((one - other).days)


def are_two_countries(one: FigureSigns, other: FigureSigns) -> bool:
    """Whether two figures are of two countries."""
    return (
        not one.parties & other.parties
        and any(p.startswith(COUNTRY) for p in one.parties)
        and any(p.startswith(COUNTRY) for p in other.parties)
    )


@lru_cache(maxsize=1)
def load_general_words() -> frozenset[str]:
    """Words that say little of what is counted: people, men, what befell somebody."""
    people = load_counted_words()["people"].values()
    return frozenset({*load_measure_words()["general"], *people})


def weigh_told(one: ReportSigns, other: ReportSigns) -> float:
    """The weights of rare words of what two documents count."""
    return min(sum(0.3 for word in one.words & other.words if not is_common(word)), 1.5)


def weigh_name(name: str) -> float:
    """How much a name says that two documents share."""
    return 0.2 if is_country(name) else 0.1 if is_common(name) else 0.45


def _count_digits(value: float | None) -> int:
    """Digits of a value before its zeros at the end; a fraction tells as much as three."""
    if not value:
        return 0
    return len(str(int(abs(value))).rstrip("0")) if value == int(value) else 3
