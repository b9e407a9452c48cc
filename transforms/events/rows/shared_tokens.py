"""How many tokens the two mentions of each pair share: counted from above by bits, or one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
import numpy.typing as npt

from schemas.identity import PackedSigns
from transforms.events.rows.packed_signs import TOKEN_BITS, Place

# Words of 64 bits for the tokens of each place.
_WIDTHS = dict.fromkeys(Place, 2) | {
    Place.PARTY_WORDS: 4, Place.COMMON_NAMES: 4, Place.COMMON_WORDS: 4,
    Place.RARE_NAMES: 8, Place.RARE_WORDS: 8, Place.LEAD: 16,
}  # fmt: skip
_FIRSTS = np.cumsum([0, *(_WIDTHS[place] for place in Place)])

ROWS_AT_ONCE = 5_000  # bounds the memory

_Numbers = npt.NDArray[np.int64]
_Bits = npt.NDArray[np.uint64]
_Truths = npt.NDArray[np.bool_]
_Counts = npt.NDArray[np.uint16]


class Shared(Protocol):
    """What the two mentions of pairs have in common."""

    def count(self, place: Place) -> _Numbers:
        """How many tokens of a place they share."""
        ...

    def clash(self, place: Place) -> _Truths:
        """Whether both have tokens of a place, and none in common."""
        ...

    def fewer(self, place: Place) -> _Numbers:
        """How many tokens of a place the one of the two has that has fewer."""
        ...


def _cut_rows(signs: PackedSigns) -> Iterator[tuple[_Numbers, _Numbers]]:
    """The tokens of some rows at once, each with the number of its row."""
    starts = np.concatenate([[0], signs.ends])
    for first in range(0, len(signs.ends), ROWS_AT_ONCE):
        last = min(first + ROWS_AT_ONCE, len(signs.ends))
        rows = np.repeat(np.arange(first, last), np.diff(starts[first : last + 1]))
        yield rows, signs.tokens[starts[first] : starts[last]]


class Bitsets:
    """The tokens of each mention as bits; two tokens may share one, so that counts are too high at times."""

    def __init__(self, signs: PackedSigns) -> None:
        self._words = np.zeros((len(signs.ends), _FIRSTS[-1]), np.uint64)
        widths = 64 * np.asarray([*_WIDTHS.values()])
        for rows, tokens in _cut_rows(signs):
            places = tokens >> TOKEN_BITS
            bits = tokens % widths[places]
            values = np.left_shift(np.uint64(1), (bits % 64).astype(np.uint64))
            np.bitwise_or.at(self._words, (rows, _FIRSTS[places] + bits // 64), values)

    def compare(self, left: _Numbers, right: _Numbers) -> _SharedBits:
        """What the two rows of each pair share."""
        return _SharedBits(self._words[left], self._words[right])


class _SharedBits:
    """What pairs of rows of bits share."""

    def __init__(self, mine: _Bits, theirs: _Bits) -> None:
        self._mine, self._theirs = mine, theirs

    def count(self, place: Place) -> _Numbers:
        """How many tokens of a place they share."""
        words = slice(_FIRSTS[place], _FIRSTS[place + 1])
        shared = np.bitwise_count(self._mine[:, words] & self._theirs[:, words])
        counts: _Numbers = shared.sum(axis=1, dtype=np.int64)
        return counts

    def clash(self, place: Place) -> _Truths:
        """Whether both have tokens of a place, and none in common."""
        words = slice(_FIRSTS[place], _FIRSTS[place + 1])
        mine, theirs = self._mine[:, words], self._theirs[:, words]
        clashes: _Truths = np.any(mine, axis=1) & np.any(theirs, axis=1) & ~np.any(mine & theirs, axis=1)
        return clashes

    def fewer(self, place: Place) -> _Numbers:
        """How many tokens of a place the one of the two has that has fewer, or less."""
        words = slice(_FIRSTS[place], _FIRSTS[place + 1])
        sides = (
            np.bitwise_count(side[:, words]).sum(axis=1, dtype=np.int64)
            for side in (self._mine, self._theirs)
        )
        fewer: _Numbers = np.minimum(*sides)
        return fewer


class Tokens:
    """The tokens of each mention."""

    def __init__(self, signs: PackedSigns) -> None:
        self._ends, self._tokens = signs.ends, signs.tokens
        self._keys = np.empty(len(signs.tokens), np.int64)  # ascending
        self._counts = np.zeros((len(Place), len(signs.ends)), np.uint16)
        first = 0
        for rows, tokens in _cut_rows(signs):
            self._keys[first : first + len(rows)] = (rows << 32) + tokens
            np.add.at(self._counts, (tokens >> TOKEN_BITS, rows), 1)
            first += len(rows)

    def compare(self, left: _Numbers, right: _Numbers) -> _SharedTokens:
        """What the two rows of each pair share."""
        starts = np.concatenate([[0], self._ends])
        sizes = self._ends[left] - starts[left]
        pairs = np.repeat(np.arange(len(left)), sizes)
        offsets = np.arange(len(pairs)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        tokens = self._tokens[starts[left][pairs] + offsets]
        keys = (right[pairs] << 32) + tokens
        found = np.searchsorted(self._keys, keys)
        is_shared = self._keys[np.minimum(found, len(self._keys) - 1)] == keys if len(keys) else keys > 0
        numbers = (tokens[is_shared] >> TOKEN_BITS) * len(left) + pairs[is_shared]
        shared = np.bincount(numbers, minlength=len(Place) * len(left)).reshape(len(Place), len(left))
        return _SharedTokens(shared, self._counts[:, left], self._counts[:, right])


class _SharedTokens:
    """What pairs of rows of tokens share."""

    def __init__(self, shared: _Numbers, mine: _Counts, theirs: _Counts) -> None:
        self._shared, self._mine, self._theirs = shared, mine, theirs

    def count(self, place: Place) -> _Numbers:
        """How many tokens of a place they share."""
        counts: _Numbers = self._shared[place]
        return counts

    def clash(self, place: Place) -> _Truths:
        """Whether both have tokens of a place, and none in common."""
        clashes: _Truths = (self._mine[place] > 0) & (self._theirs[place] > 0) & (self._shared[place] == 0)
        return clashes

    def fewer(self, place: Place) -> _Numbers:
        """How many tokens of a place the one of the two has that has fewer."""
        fewer: _Numbers = np.minimum(self._mine[place], self._theirs[place]).astype(np.int64)
        return fewer
