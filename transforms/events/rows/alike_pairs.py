"""How strongly two mentions of one type point at one real event, for millions of pairs at once.

The weights add up to ENOUGH for one event: the day and two parties, or a named party, the place and the
words. No sign is enough alone. What reports of one event hardly disagree on (other parties, roles turned
round, known days further apart than one) forbids it. Weights and threshold are set by hand on invented
stories; a regression over pairs of mentions says that rare names and words weigh much.

Pairs are weighed twice: first from above, with the bits of their tokens, which two tokens may share; those
that are alike so are weighed by the tokens themselves.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from schemas.identity import PAIR_REASONS, AlikePairs, PackedSigns
from transforms.events.rows.exclusions import LONGEST_DAYS, MEMORY_DAYS, SLIP_DAYS
from transforms.events.rows.packed_signs import COUNTRY_WORDS, MISSING, TOKEN_BITS, Fact, Flag, Place

ENOUGH = 2.65
SOON_DAYS = 7
SAME_DAY = 1.6
FARTHEST = -1.0  # weights of times below it speak of two days
PAIRS_AT_ONCE = 25_000  # bounds the memory
_ROUNDING = 1e-9
_TIMES = Fact.FLAGS + 1  # facts of the time stand first
# Words of 64 bits for the tokens of each place.
_WIDTHS = {place: 2 for place in Place} | {
    Place.PARTY_WORDS: 4, Place.COMMON_NAMES: 4, Place.COMMON_WORDS: 4, Place.RARE_NAMES: 8, Place.RARE_WORDS: 8,
}  # fmt: skip
_FIRSTS = np.cumsum([0, *(_WIDTHS[place] for place in Place)])

_Numbers = npt.NDArray[np.int64]
_Bits = npt.NDArray[np.uint64]
_Weights = npt.NDArray[np.float64]
_Truths = npt.NDArray[np.bool_]


class _Shared(Protocol):
    """What the two mentions of pairs have in common."""

    def count(self, place: Place) -> _Numbers:
        """How many tokens of a place they share."""
        ...

    def clash(self, place: Place) -> _Truths:
        """Whether both have tokens of a place, and none in common."""
        ...


def find_alike(signs: PackedSigns, left: _Numbers, right: _Numbers) -> AlikePairs:
    """The pairs, told by the rows of their two mentions, that are alike enough to be one event."""
    screen, tokens = _Bitsets(signs), _Tokens(signs)
    found: list[AlikePairs] = []
    for first in range(0, len(left), PAIRS_AT_ONCE):
        one, other = left[first : first + PAIRS_AT_ONCE], right[first : first + PAIRS_AT_ONCE]
        places = np.arange(first, first + len(one))
        for shared in (None, screen, tokens):
            weights, reasons = weigh_pairs(signs, one, other, shared)
            kept = weights >= ENOUGH - _ROUNDING if shared else ~np.isnan(weights)
            places, one, other = places[kept], one[kept], other[kept]
        found.append(AlikePairs(places, weights[kept], reasons[kept]))
    parts = [(p.places, p.weights, p.reasons) for p in found]
    return AlikePairs(*map(np.concatenate, zip(*parts, strict=True))) if parts else _NO_PAIRS


_NO_PAIRS = AlikePairs(np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64))


def weigh_all(signs: PackedSigns, left: _Numbers, right: _Numbers) -> tuple[_Weights, _Numbers]:
    """The weight of each pair, NaN where the two can't be one event, and the number of what weighs most."""
    return weigh_pairs(signs, left, right, _Tokens(signs))


def weigh_pairs(
    signs: PackedSigns, left: _Numbers, right: _Numbers, shared: _Bitsets | _Tokens | None
) -> tuple[_Weights, _Numbers]:
    """The same out of what they share; without it only their times and countries."""
    one, other = _Side(signs.facts[left]), _Side(signs.facts[right])
    times, parties = _weigh_times(one, other), _weigh_countries(one, other)
    if shared is None:
        return times + parties, np.zeros(len(left), np.int64)
    own = shared.compare(left, right)
    kinds = np.zeros((len(PAIR_REASONS), len(left)))
    kinds[0] = parties + _weigh_named(one, other, own)
    kinds[1] = _weigh_places(one, other, own)
    kinds[2] = _weigh_words(one, other, own)
    is_inside = _is_same(one, other, Fact.DOCUMENT)
    articles = np.where(is_inside, _weigh_article(one, other), -np.inf)
    copies = np.where(~is_inside & _is_same(one, other, Fact.STORY), 1.5, -np.inf)
    kinds[3], kinds[4] = articles, copies
    told = np.where(np.isinf(kinds), 0.0, kinds)
    return times + told.sum(axis=0), np.argmax(np.nan_to_num(kinds, nan=-np.inf), axis=0)


class _Side:
    """The facts of the mentions at one end of the pairs."""

    def __init__(self, facts: _Numbers) -> None:
        self._facts = facts
        self.start, self.end = self[Fact.START], self[Fact.END]
        self.published = self[Fact.PUBLISHED]
        self.is_dated, self.is_told = self.start != MISSING, self.published != MISSING
        self.is_open = self.has(Flag.OPEN)

    def __getitem__(self, fact: Fact) -> _Numbers:
        return self._facts[:, fact]

    def countries(self, first: Fact) -> _Bits:
        """A bit for each country of a role."""
        return self._facts[:, first : first + COUNTRY_WORDS].view(np.uint64)

    def has(self, flag: Flag) -> _Truths:
        """Whether a flag is set."""
        return (self[Fact.FLAGS] & flag) != 0

    def at(self, rows: _Truths, others: _Side) -> _Side:
        """These mentions where it is true, else the others."""
        return _Side(np.where(rows[:, None], self._facts[:, :_TIMES], others._facts[:, :_TIMES]))


def _is_same(one: _Side, other: _Side, fact: Fact) -> _Truths:
    return one[fact] == other[fact]


def _weigh_times(one: _Side, other: _Side) -> _Weights:
    is_dated = one.is_dated & other.is_dated
    times = np.where(is_dated, _weigh_dated(one, other), _weigh_undated(one, other))
    is_apart = one.is_told & other.is_told & ~_is_same(one, other, Fact.DOCUMENT)
    refers_back = (one.has(Flag.LOOKS_BACK) & (one.published >= other.published)) | (
        other.has(Flag.LOOKS_BACK) & (other.published >= one.published)
    )
    return times + 1.1 * (is_apart & refers_back & (times > FARTHEST) & (times < SAME_DAY))


def _weigh_dated(one: _Side, other: _Side) -> _Weights:
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


def _weigh_slips(one: _Side, other: _Side) -> _Weights:
    plan, fact = one.at(one.is_open, other), other.at(one.is_open, one)
    comes_later = plan.is_told & (fact.end >= plan.published)
    is_near = np.abs(one.start - other.start) <= SLIP_DAYS
    may_slip = (one.is_open & other.is_open) | ((one.is_open | other.is_open) & comes_later)
    return np.where(is_near & may_slip, -1.5, np.nan)


def _weigh_undated(one: _Side, other: _Side) -> _Weights:
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
        [_is_same(one, other, Fact.DOCUMENT), ~are_told & _is_same(one, other, Fact.STORY), ~are_told],
        [0.0, 0.0, np.nan],
        np.where(is_ruled_out, np.nan, near),
    )


def _weigh_countries(one: _Side, other: _Side) -> _Weights:
    """Countries of parties in common; NaN where they are other ones, or the roles are turned round."""
    is_mutual = one.has(Flag.MUTUAL)
    actors, recipients = one.countries(Fact.ACTOR_COUNTRIES), one.countries(Fact.RECIPIENT_COUNTRIES)
    others, other_recipients = other.countries(Fact.ACTOR_COUNTRIES), other.countries(Fact.RECIPIENT_COUNTRIES)
    clash, shared = _compare(actors, others)
    other_clash, other_shared = _compare(recipients, other_recipients)
    whole_clash, whole_shared = _compare(actors | recipients, others | other_recipients)
    clashes = np.where(is_mutual, whole_clash, clash + other_clash)
    shared = np.where(is_mutual, whole_shared, shared + other_shared)
    is_turned = (actors & other_recipients).any(axis=1) & (recipients & others).any(axis=1)
    is_turned &= ~is_mutual & ~(actors & others).any(axis=1)
    is_denied = one.has(Flag.DENIED) | other.has(Flag.DENIED)
    weights = 0.7 * np.minimum(shared, 2) - clashes
    return np.where(is_turned | ((clashes > 0) & ~is_denied), np.nan, weights)


def _compare(mine: _Bits, theirs: _Bits) -> tuple[_Numbers, _Numbers]:
    """1 where both have countries and none in common, else 0; how many they have in common."""
    shared = np.bitwise_count(mine & theirs).sum(axis=1, dtype=np.int64)
    return (mine.any(axis=1) & theirs.any(axis=1) & (shared == 0)).astype(np.int64), shared


def _weigh_named(one: _Side, other: _Side, shared: _Shared) -> _Weights:
    """Named parties in common, else words of their names."""
    clashes = shared.clash(Place.ACTORS).astype(np.int64) + shared.clash(Place.RECIPIENTS)
    named = shared.count(Place.PARTIES)
    words = np.where(named > 0, 0.0, 0.5 * np.minimum(shared.count(Place.PARTY_WORDS), 3))
    return 1.5 * np.minimum(named, 2) + words - 2.6 * np.where(one.has(Flag.MUTUAL), 0, clashes)


def _weigh_places(one: _Side, other: _Side, shared: _Shared) -> _Weights:
    """Words of the place, else its country."""
    are_resolved = one.has(Flag.PLACE_RESOLVED) & other.has(Flag.PLACE_RESOLVED)
    mine, theirs = one[Fact.PLACE_COUNTRY], other[Fact.PLACE_COUNTRY]
    return np.select(
        [shared.count(Place.PLACE_WORDS) > 0, shared.clash(Place.PLACE_WORDS), (mine == 0) | (theirs == 0)],
        [1.4, np.where(are_resolved, -3.0, -1.7), 0.0],
        np.where(mine == theirs, 0.3, -2.0),
    )


def _weigh_words(one: _Side, other: _Side, shared: _Shared) -> _Weights:
    """The names of the articles, the words and numbers of the clauses, and what is said to be done."""
    names = 0.25 * shared.count(Place.NAMED_COUNTRIES) + 0.2 * shared.count(Place.COMMON_NAMES)
    names += 0.9 * shared.count(Place.RARE_NAMES)
    words = 0.2 * shared.count(Place.COMMON_WORDS) + 0.9 * shared.count(Place.RARE_WORDS)
    mine, theirs = one[Fact.MODE], other[Fact.MODE]
    modes = np.where((mine == 0) | (theirs == 0), 0.0, np.where(mine == theirs, 0.2, -2.1))
    weights: _Weights = ~_is_same(one, other, Fact.DOCUMENT) * np.minimum(names, 2.2)
    weights += np.minimum(words, 1.6) + 0.5 * np.minimum(shared.count(Place.NUMBERS), 2)
    return weights + 0.5 * _is_same(one, other, Fact.TRIGGER) + modes


def _weigh_article(one: _Side, other: _Side) -> _Weights:
    """Within an article the reader says which mentions are one event."""
    is_grouped = _is_same(one, other, Fact.GROUP) & (one[Fact.GROUP] != 0)
    apart = np.where(_is_same(one, other, Fact.SENTENCE), -1.4, -0.7)
    return np.where(is_grouped, 3.0, apart)


class _Bitsets:
    """The tokens of each mention as bits; two tokens may share one, so that counts are too high at times."""

    def __init__(self, signs: PackedSigns) -> None:
        rows = np.repeat(np.arange(len(signs.ends)), np.diff(signs.ends, prepend=0))
        places = signs.tokens >> TOKEN_BITS
        bits = signs.tokens % (64 * np.asarray([*_WIDTHS.values()])[places])
        self._words = np.zeros((len(signs.ends), _FIRSTS[-1]), np.uint64)
        values = np.left_shift(np.uint64(1), (bits % 64).astype(np.uint64))
        np.bitwise_or.at(self._words, (rows, _FIRSTS[places] + bits // 64), values)

    def compare(self, left: _Numbers, right: _Numbers) -> _SharedBits:
        """What the two rows of each pair share."""
        return _SharedBits(self._words[left], self._words[right])


class _SharedBits:
    def __init__(self, mine: _Bits, theirs: _Bits) -> None:
        self._mine, self._theirs = mine, theirs

    def count(self, place: Place) -> _Numbers:
        words = slice(_FIRSTS[place], _FIRSTS[place + 1])
        return np.bitwise_count(self._mine[:, words] & self._theirs[:, words]).sum(axis=1, dtype=np.int64)

    def clash(self, place: Place) -> _Truths:
        words = slice(_FIRSTS[place], _FIRSTS[place + 1])
        mine, theirs = self._mine[:, words], self._theirs[:, words]
        return mine.any(axis=1) & theirs.any(axis=1) & ~(mine & theirs).any(axis=1)


class _Tokens:
    """The tokens of each mention."""

    def __init__(self, signs: PackedSigns) -> None:
        self._ends, self._tokens = signs.ends, signs.tokens
        rows = np.repeat(np.arange(len(signs.ends)), np.diff(signs.ends, prepend=0))
        self._keys = (rows << 32) + signs.tokens  # ascending
        self._counts = np.zeros((len(Place), len(signs.ends)), np.int64)
        np.add.at(self._counts, (signs.tokens >> TOKEN_BITS, rows), 1)

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
    def __init__(self, shared: _Numbers, mine: _Numbers, theirs: _Numbers) -> None:
        self._shared, self._mine, self._theirs = shared, mine, theirs

    def count(self, place: Place) -> _Numbers:
        return self._shared[place]

    def clash(self, place: Place) -> _Truths:
        return (self._mine[place] > 0) & (self._theirs[place] > 0) & (self._shared[place] == 0)
