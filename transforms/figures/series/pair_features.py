"""What two figures of two documents share, as numbers for the trees that say whether they are of one series.

Whatever names a place, a firm or a thing counts the same: the trees learn how much agreement it takes, and no
word. Weights of names and words stand for how few reports hold them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from schemas.identity import FigureRecord
from transforms.events.rows.mention_signs import cut_stem, gather_names, is_common, is_country
from transforms.figures.series.counted import load_counted_words
from transforms.figures.series.measure_forms import COST
from transforms.figures.series.measure_lexicon import load_measure_words
from transforms.figures.series.measures import form_singular

COUNTRY = "country/"
SHARE = "percent"
FAR = 400  # days
_WORD = re.compile(r"[^\W\d_]{3,}")
_FARTHEST_RATIO = 5.0  # natural logarithm: 150 times as much
_SAME_VALUE = 1e-4
_MOST_DIGITS = 4

NAMES: Final = (
    "topic", "rare_names", "countries", "told_words", "shared_parties", "same_owner", "party_missing",
    "other_party", "words", "words_share", "measure_share", "own_words", "other_words", "same_counted",
    "general_counted", "other_counted", "other_group", "same_value",
    "digits", "ratio", "is_count", "is_share", "is_money",
    "same_deed", "other_deed", "same_period", "other_period", "same_kind", "days", "rivals", "most_rivals",
    "same_place", "unmeasured", "is_cost", "other_cost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureSigns:
    """A figure as it is compared; `series_id` is what its own words name, `digits` those that tell."""

    record: FigureRecord
    series_id: str
    words: frozenset[str]
    measure: frozenset[str]
    parties: frozenset[str]
    digits: int


@dataclass(frozen=True, slots=True)
class ReportSigns:
    """The figures of a document, the names in it, the words of all its items, and its figures by unit."""

    figures: tuple[FigureSigns, ...]
    names: frozenset[str]
    words: frozenset[str]
    units: Counter[str]


def read_figure(record: FigureRecord, series_id: str) -> FigureSigns:
    """The signs of a figure."""
    fillers = load_measure_words()["filler"]
    words = {
        cut_stem(form_singular(w.lower())) for w in _WORD.findall(record.item) if w.lower() not in fillers
    }
    return FigureSigns(
        record=record,
        series_id=series_id,
        words=frozenset(words | {cut_stem(w) for w in (record.counted or "").split()}),
        measure=frozenset(cut_stem(form_singular(w)) for w in record.measure.split()),
        parties=frozenset(p for p in (record.party_id, record.partner_id) if p),
        digits=_count_digits(record.value),
    )


def read_report(figures: Sequence[FigureSigns]) -> ReportSigns:
    """The signs of a document, out of all its figures."""
    names = gather_names(figures[0].record.names)
    words = frozenset(w for signs in figures for w in (*signs.words, *signs.measure))
    return ReportSigns(tuple(figures), names, words, Counter(signs.record.unit for signs in figures))


def weigh_topic(one: ReportSigns, other: ReportSigns) -> tuple[float, float]:
    """What two documents share: the weights of names, and of rare words of what their figures count."""
    return sum(map(_weigh_name, one.names & other.names)), _weigh_told(one, other)


def measure_pair(
    one: FigureSigns, other: FigureSigns, report: ReportSigns, other_report: ReportSigns
) -> list[float]:
    """The numbers of a pair, in the order of NAMES."""
    mine, theirs = one.record, other.record
    names = report.names & other_report.names
    shared_words, shared_measure = one.words & other.words, one.measure & other.measure
    only = sorted((len(one.measure - other.measure), len(other.measure - one.measure)))
    ratio = _measure_ratio(mine.value, theirs.value)
    rivals = sorted((report.units[mine.unit], other_report.units[theirs.unit]))
    return [
        sum(map(_weigh_name, names)),
        sum(1.0 for name in names if not is_country(name) and not is_common(name)),
        sum(map(is_country, names)),
        _weigh_told(report, other_report),
        *_compare_parties(one, other),
        sum(map(_weigh_word, shared_words)),
        len(shared_words) / max(len(one.words | other.words), 1),
        len(shared_measure) / max(len(one.measure | other.measure), 1),
        *map(float, only),
        *_compare_counted(mine, theirs),
        ratio <= _SAME_VALUE,
        min(one.digits, _MOST_DIGITS) if ratio <= _SAME_VALUE else 0.0,
        ratio,
        mine.unit == "count",
        mine.unit == SHARE,
        mine.dimension == "money",
        *_compare_deeds(mine, theirs),
        *_compare_periods(mine, theirs),
        mine.kind == theirs.kind,
        min(count_days(mine.published_on, theirs.published_on), FAR),
        *map(float, rivals),
        mine.place_country_code is not None and mine.place_country_code == theirs.place_country_code,
        float((not mine.measure) + (not theirs.measure)),
        mine.counted == COST == theirs.counted,
        _is_other_cost(one, other),
    ]


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


def _compare_parties(one: FigureSigns, other: FigureSigns) -> tuple[float, ...]:
    shared = len(one.parties & other.parties)
    is_missing = not one.parties or not other.parties
    owner = one.record.owner_id
    is_same_owner = owner is not None and owner == other.record.owner_id
    return float(shared), float(is_same_owner), float(is_missing), float(not shared and not is_missing)


def _compare_counted(one: FigureRecord, other: FigureRecord) -> tuple[float, ...]:
    general = load_general_words()
    is_same = one.counted is not None and one.counted == other.counted
    is_general = one.counted in general or other.counted in general
    is_other = one.counted != other.counted
    groups = [(r.counted or "").partition(" of ")[2] for r in (one, other)]
    is_other_group = is_other and all(groups)  # death of soldier, death of terrorist
    return float(is_same), float(is_general), float(is_other), float(is_other_group)


def _compare_deeds(one: FigureRecord, other: FigureRecord) -> tuple[float, ...]:
    if one.deed_type is None or other.deed_type is None:
        return 0.0, 0.0
    return float(one.deed_type == other.deed_type), float(one.deed_type != other.deed_type)


def _compare_periods(one: FigureRecord, other: FigureRecord) -> tuple[float, ...]:
    mine, theirs = (one.period_start, one.period_end), (other.period_start, other.period_end)
    if mine[0] is None or theirs[0] is None:
        return 0.0, 0.0
    return float(mine == theirs), float(mine != theirs)


def _is_other_cost(one: FigureSigns, other: FigureSigns) -> bool:
    """Whether two sums are what two things cost: a bridge and a road, not a bridge and "the project"."""
    if not one.record.counted == COST == other.record.counted:
        return False
    general = {cut_stem(w) for w in load_measure_words()["general"]}
    mine, theirs = one.measure - general, other.measure - general
    return bool(mine and theirs and not mine & theirs)


def _weigh_told(one: ReportSigns, other: ReportSigns) -> float:
    return min(sum(0.3 for word in one.words & other.words if not is_common(word)), 1.5)


def _weigh_name(name: str) -> float:
    return 0.2 if is_country(name) else 0.1 if is_common(name) else 0.45


def _weigh_word(word: str) -> float:
    return 0.3 if is_common(word) else 0.6


def _measure_ratio(one: float | None, other: float | None) -> float:
    low, high = sorted((abs(one or 0.0), abs(other or 0.0)))
    return min(math.log(high / low), _FARTHEST_RATIO) if low > 0.0 else _FARTHEST_RATIO


def _count_digits(value: float | None) -> int:
    """Digits of a value before its zeros at the end; a fraction tells as much as three."""
    if not value:
        return 0
    return len(str(int(abs(value))).rstrip("0")) if value == int(value) else 3
