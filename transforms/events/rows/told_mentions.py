"""Mentions in the order in which they join, as numbers: a place each, groups one after the other."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from schemas.identity import PackedMentions
from transforms.events.rows.exclusions import Mention, are_apart
from transforms.events.rows.packed_signs import MISSING, Fact, Flag

# Of a group or happening told more often only the first mentions are compared: a war has thousands.
MOST_COMPARED = 40
MOST_KEPT = 20_000  # mentions read for comparison; bounds the memory

_Numbers = npt.NDArray[np.int32]
_Integers = npt.NDArray[np.int64]


class ToldMentions:
    """Mentions by their groups, and whom each of them is like.

    Groups are numbered in the order in which they join: known days first, then by what is told. `rows` are
    the rows of all places. Mentions that are not sure are like none.
    """

    def __init__(self, mentions: PackedMentions) -> None:
        self.packed = mentions
        self.rows, starts = _order_places(mentions)
        self.group_count = len(starts) - 1
        self.starts = starts
        self._starts = _pack_numbers(starts)
        self._known: dict[int, Mention] = {}
        self._set_pairs(*_list_pairs(mentions, self.rows))

    def _set_pairs(self, later: _Numbers, earlier: _Numbers, order: _Integers) -> None:
        """Keep pairs by the place of the later mention: only who joined before can bind it."""
        self._earlier = earlier
        self._weights = self.packed.weights[order]
        self._reasons = self.packed.reasons[order]
        compared = np.minimum(self.starts[1:], self.starts[:-1] + MOST_COMPARED)
        self._first_pairs = _pack_numbers(np.searchsorted(later, self.starts[:-1]))
        self._last_pairs = _pack_numbers(np.searchsorted(later, compared))

    def list_places(self, group: int) -> range:
        """The places of a group."""
        return range(self._starts[group], self._starts[group + 1])

    def list_compared(self, group: int) -> range:
        """The places of a group that are compared."""
        first = self._starts[group]
        return range(first, min(self._starts[group + 1], first + MOST_COMPARED))

    def list_bonds(self, group: int, happenings: _Numbers) -> Iterable[tuple[int, float, int]]:
        """Happening, weight and reason of all that are like a group.

        `happenings` are those of all places so far, -1 where none is.
        """
        first, last = self._first_pairs[group], self._last_pairs[group]
        if first == last:
            return ()
        numbers = happenings[self._earlier[first:last]]
        joined = np.flatnonzero(numbers >= 0)
        if not len(joined):
            return ()
        weights, reasons = self._weights[first:last][joined], self._reasons[first:last][joined]
        return zip(numbers[joined].tolist(), weights.tolist(), reasons.tolist(), strict=True)

    def exclude(self, ones: Iterable[int], others: Iterable[int]) -> bool:
        """Whether mentions at two lists of places exclude each other."""
        told = [self._tell(place) for place in others]
        return any(are_apart(one, other) for one in map(self._tell, ones) for other in told)

    def _tell(self, place: int) -> Mention:
        found = self._known.get(place)
        if found is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            found = self._known[place] = Mention(self.packed.facts[self.rows[place]].tolist())
        return found


def _pack_numbers(numbers: _Numbers | _Integers) -> array[int]:
    """What is asked one by one: an array of Python's is faster at it."""
    return array("i", numbers.astype(np.int32).tobytes())


def _order_places(mentions: PackedMentions) -> tuple[_Integers, _Numbers]:
    """The rows of all places, and the first place of each group, with the end of the last."""
    ranked = _rank_rows(mentions.facts)
    groups = mentions.groups[ranked]
    # Each group stands where its first mention does.
    firsts = np.full(len(ranked), len(ranked), np.int32)
    np.minimum.at(firsts, groups, np.arange(len(ranked), dtype=np.int32))
    standing = firsts[groups]
    order = np.argsort(standing, kind="stable")
    standing = standing[order]
    starts = np.flatnonzero(np.diff(standing, prepend=-1)).astype(np.int32)
    return ranked[order], np.append(starts, np.int32(len(ranked)))


def _rank_rows(facts: npt.NDArray[np.int64]) -> _Integers:
    """Rows by where their content puts mentions; their own order decides only where all else is equal."""
    start, end, published, flags = facts[:, :4].T
    is_unknown = flags & Flag.KNOWN_DAY == 0
    is_late = is_unknown | (flags & Flag.OPEN != 0)
    told = (
        is_late, is_unknown, start == MISSING, published, start, end,
        facts[:, Fact.SENTENCE], facts[:, Fact.CONTENT],
    )  # fmt: skip
    return np.lexsort(told[::-1])


def _list_pairs(mentions: PackedMentions, rows: _Integers) -> tuple[_Numbers, _Numbers, _Integers]:
    """Later and earlier place of the pairs of sure groups, by the later place, and their numbers."""
    is_sure = np.zeros(len(rows), bool)
    is_sure[mentions.groups[mentions.facts[:, Fact.FLAGS] & Flag.SURE != 0]] = True
    is_sure = is_sure[mentions.groups]
    kept = np.flatnonzero(is_sure[mentions.left] & is_sure[mentions.right])
    places = np.empty(len(rows), np.int32)
    places[rows] = np.arange(len(rows), dtype=np.int32)
    left, right = places[mentions.left[kept]], places[mentions.right[kept]]
    later = np.maximum(left, right)
    order = np.argsort(later, kind="stable")
    return later[order], np.minimum(left, right)[order], kept[order]
