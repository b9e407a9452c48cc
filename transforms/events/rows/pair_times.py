"""The times of pairs of mentions: what they weigh for one event."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from transforms.events.rows.exclusions import LONGEST_DAYS, MEMORY_DAYS, SLIP_DAYS
from transforms.events.rows.packed_signs import COUNTRY_WORDS, MISSING, Fact, Flag

SOON_DAYS = 7
SAME_DAY = 1.6
FARTHEST = -1.0  # weights of times below it speak of two days
_TIMES = Fact.FLAGS + 1  # facts of the time stand first

_Numbers = npt.NDArray[np.int64]
_Bits = npt.NDArray[np.uint64]
_Weights = npt.NDArray[np.float64]
_Truths = npt.NDArray[np.bool_]


class Side:
    """The facts of the mentions at one end of the pairs."""

    def __init__(self, facts: _Numbers) -> None:
        self._facts = facts
        self.start, self.end = self[Fact.START], self[Fact.END]
        self.published = self[Fact.PUBLISHED]
        self.is_dated, self.is_told = self.start != MISSING, self.published != MISSING
        self.is_open = self.has(Flag.OPEN)

    def __getitem__(self, fact: Fact) -> _Numbers:
        column: _Numbers = self._facts[:, fact]
        return column

    def countries(self, first: Fact) -> _Bits:
        """A bit for each country of a role."""
        words: _Bits = self._facts[:, first : first + COUNTRY_WORDS].view(np.uint64)
        return words

    def has(self, flag: Flag) -> _Truths:
        """Whether a flag is set."""
        is_set: _Truths = (self[Fact.FLAGS] & flag) != 0
        return is_set

    def at(self, rows: _Truths, others: Side) -> Side:
        """These mentions where it is true, else the others."""
        return Side(np.where(rows[:, None], self._facts[:, :_TIMES], others._facts[:, :_TIMES]))


def is_same(one: Side, other: Side, fact: Fact) -> _Truths:
    """Whether the two of each pair have one fact in common."""
    are_same: _Truths = one[fact] == other[fact]
    return are_same


def weigh_times(one: Side, other: Side) -> _Weights:
    """Days that agree, or plans that slipped; NaN where two times can't be one event's."""
    is_dated = one.is_dated & other.is_dated
    times = np.where(is_dated, _weigh_dated(one, other), _weigh_undated(one, other))
    is_apart = one.is_told & other.is_told & ~is_same(one, other, Fact.DOCUMENT)
    refers_back = (one.has(Flag.LOOKS_BACK) & (one.published >= other.published)) | (
        other.has(Flag.LOOKS_BACK) & (other.published >= one.published)
    )
    weights: _Weights = times + 1.1 * (is_apart & refers_back & (times > FARTHEST) & (times < SAME_DAY))
    return weights


def _weigh_dated(one: Side, other: Side) -> _Weights:
    apart = np.abs(one.start - other.start)
    is_any_open = one.is_open | other.is_open
    are_known = one.has(Flag.KNOWN_DAY) & other.has(Flag.KNOWN_DAY)
    is_long = np.maximum(one.end - one.start, other.end - other.start) > LONGEST_DAYS
    holds = ((one.start <= other.start) & (other.end <= one.end)) | (
        (other.start <= one.start) & (one.end <= other.end)
    )
    meets = (one.start <= other.end) & (other.start <= one.end)
    is_by_publication = one.has(Flag.BY_PUBLICATION) | other.has(Flag.BY_PUBLICATION)
    return np.select(
        [
            is_long & (apart == 0) & (one.end == other.end),
            is_long & holds & ~is_any_open,
            is_long,
            are_known & (apart == 0),
            are_known & ~is_any_open & (apart == 1),
            are_known & ~is_any_open,
            ~are_known & meets,
        ],
        [0.8, -0.6, np.nan, SAME_DAY, -2.6, np.nan, np.where(is_by_publication, 0.4, 0.8)],
        _weigh_slips(one, other),
    )


def _weigh_slips(one: Side, other: Side) -> _Weights:
    plan, fact = one.at(one.is_open, other), other.at(one.is_open, one)
    comes_later = plan.is_told & (fact.end >= plan.published)
    is_near = np.abs(one.start - other.start) <= SLIP_DAYS
    may_slip = (one.is_open & other.is_open) | ((one.is_open | other.is_open) & comes_later)
    return np.where(is_near & may_slip, -1.5, np.nan)


def _weigh_undated(one: Side, other: Side) -> _Weights:
    dated, undated = one.at(one.is_dated, other), other.at(one.is_dated, one)
    since = undated.published - dated.start
    told_apart = np.abs(one.published - other.published)
    has_passed = ~undated.is_open & ((since < 0) | (since > MEMORY_DAYS))
    is_too_far = undated.is_open & (
        (np.abs(since) > SLIP_DAYS) | (~dated.is_open & (dated.end < undated.published))
    )
    is_ruled_out = np.where(dated.is_dated, has_passed | is_too_far, told_apart > MEMORY_DAYS)
    near = np.where(told_apart <= SOON_DAYS, 0.6, -0.9) - 0.5 * (one.is_open != other.is_open)
    are_told = one.is_told & other.is_told
    return np.select(
        [is_same(one, other, Fact.DOCUMENT), ~are_told & is_same(one, other, Fact.STORY), ~are_told],
        [0.0, 0.0, np.nan],
        np.where(is_ruled_out, np.nan, near),
    )
