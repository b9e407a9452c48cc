"""What two figures of two documents share, as numbers for the trees that say whether they are of one series.

Whatever names a place, a firm or a thing counts the same: the trees learn how much agreement it takes, and no
word. Weights of names and words stand for how few reports hold them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from schemas.identity import FigureRecord
from transforms.events.rows.mention_signs import cut_stem, is_common, is_country
from transforms.figures.series.figure_signs import (
    FAR,
    FigureSigns,
    ReportSigns,
    count_days,
    load_general_words,
    weigh_name,
    weigh_told,
)
from transforms.figures.series.measure_forms import COST
from transforms.figures.series.measure_lexicon import load_measure_words

SHARE = "percent"
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


def measure_pairs(
    pairs: Iterable[tuple[FigureSigns, FigureSigns]], report: ReportSigns, other: ReportSigns
) -> list[list[float]]:
    """The numbers of pairs of figures of two documents, in the order of NAMES."""
    topic = _measure_topic(report, other)
    return [[*topic, *_measure_pair(one, theirs, report, other)] for one, theirs in pairs]


def _measure_topic(report: ReportSigns, other: ReportSigns) -> tuple[float, ...]:
    """What all pairs of figures of two documents have in common."""
    names = report.names & other.names
    return (
        sum(map(weigh_name, names)),
        sum(1.0 for name in names if not is_country(name) and not is_common(name)),
        sum(map(is_country, names)),
        weigh_told(report, other),
    )


def _measure_pair(
    one: FigureSigns, other: FigureSigns, report: ReportSigns, other_report: ReportSigns
) -> list[float]:
    mine, theirs = one.record, other.record
    shared_words, shared_measure = one.words & other.words, one.measure & other.measure
    only = sorted((len(one.measure - other.measure), len(other.measure - one.measure)))
    ratio = _measure_ratio(mine.value, theirs.value)
    rivals = sorted((report.units[mine.unit], other_report.units[theirs.unit]))
    return [
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


def _weigh_word(word: str) -> float:
    return 0.3 if is_common(word) else 0.6


def _measure_ratio(one: float | None, other: float | None) -> float:
    low, high = sorted((abs(one or 0.0), abs(other or 0.0)))
    return min(math.log(high / low), _FARTHEST_RATIO) if low > 0.0 else _FARTHEST_RATIO
