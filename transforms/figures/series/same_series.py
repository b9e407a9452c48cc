"""How likely two figures of two documents are of one series, though their words name two.

Some things rule it out: another unit, two countries, two shares of what is measured in other words. Of the
rest trained trees give a probability (`pair_features.py` says out of what).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from schemas.identity import NAMED_SERIES_REACH_DAYS, SERIES_REACH_DAYS, FigureRecord
from transforms.figures.series.figure_signs import (
    FigureSigns,
    ReportSigns,
    are_two_countries,
    count_days,
    load_general_words,
    read_scale,
    weigh_topic,
)
from transforms.figures.series.pair_features import NAMES, SHARE
from transforms.tree_ensemble import TreeEnsemble, read_model, read_trees

MODEL_PATH: Final = Path(__file__).with_name("same_series.json")
ENOUGH: Final = 0.6
LEAST_TOPIC: Final = 0.4  # names that two texts must share before their figures are compared
LEAST_TOPIC_LATER: Final = 0.9  # the same where months lie between them
LEAST_TOLD: Final = 0.6  # or names with the words of what they count
ELAPSED: Final = "duration"

Pair = tuple[FigureSigns, FigureSigns]


@lru_cache(maxsize=1)
def load_series_trees() -> TreeEnsemble:
    """The trees that ship with the project.

    Raises:
        ValueError: they were trained on other features than are measured.
    """
    return read_trees(read_model(MODEL_PATH, NAMES)["trees"])


def list_comparable(report: ReportSigns, other: ReportSigns) -> list[Pair]:
    """The figures of two documents that may be of one series."""
    told = (report.figures[0].record.published_on, other.figures[0].record.published_on)
    apart = count_days(*told)
    if apart > NAMED_SERIES_REACH_DAYS:
        return []
    names, words = weigh_topic(report, other)
    least = LEAST_TOPIC if apart <= SERIES_REACH_DAYS else LEAST_TOPIC_LATER
    if names < least and (apart > SERIES_REACH_DAYS or names + words < LEAST_TOLD):
        return []
    return [
        (one, theirs)
        for one in report.figures
        for theirs in other.by_scale.get(read_scale(one.record), ())
        if _are_comparable(one, theirs) and not are_two_countries(one, theirs)
    ]


def weigh_pairs(rows: list[list[float]]) -> list[float]:
    """The probability of each pair of figures that it is of one series, by the numbers of `measure_pairs`."""
    if not rows:
        return []
    return [float(chance) for chance in load_series_trees().predict(np.array(rows, np.float32))]


def _are_comparable(one: FigureSigns, other: FigureSigns) -> bool:
    """Whether two figures of one scale may be of one series by what they count or measure."""
    mine, theirs = one.record, other.record
    if mine.dimension == ELAPSED or not (mine.measure or theirs.measure):
        return False
    if mine.unit == SHARE:
        return _are_shares_of_one(mine, theirs)
    return mine.value == theirs.value or mine.unit != "count" or not _count_other_things(one, other)


def _are_shares_of_one(one: FigureRecord, other: FigureRecord) -> bool:
    """Whether two shares are measured in the same words; one value may be told in some words of the other."""
    if one.value != other.value:
        return one.measure == other.measure != ""
    mine, theirs = set(one.measure.split()), set(other.measure.split())
    return not mine or not theirs or bool(mine & theirs)


def _count_other_things(one: FigureSigns, other: FigureSigns) -> bool:
    """Whether two figures count two things: five pupils and three doctors, dead soldiers and dead rebels.

    People may be anybody where the items share a word.
    """
    mine, theirs = one.counted, other.counted
    if len(mine) == 2 == len(theirs) and mine[-1] != theirs[-1]:
        return True
    if not one.things.isdisjoint(other.things):
        return False
    return one.words.isdisjoint(other.words) or not (_is_general(mine[-1]) or _is_general(theirs[-1]))


def _is_general(thing: str) -> bool:
    return not thing or thing in load_general_words()
