"""How likely two mentions of one type tell one real event, for millions of pairs at once.

What reports of one event hardly disagree on (other parties, roles turned round, known days further apart than
one) forbids it. What two mentions share (time, parties, place, words) has weights that were set by hand on
invented stories. Of two articles a learned regression judges by them (`told_twice.py`); within an article the
reader of the events has the last word: two that it tells apart seldom are one.

Pairs are weighed twice: first from above, with the bits of their tokens, which two tokens may share; those
that are alike so are weighed by the tokens themselves.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from schemas.identity import PAIR_REASONS, AlikePairs, PackedSigns
from transforms.events.rows.packed_signs import Fact, Flag, Place
from transforms.events.rows.pair_times import Side, is_same, weigh_times
from transforms.events.rows.shared_tokens import Bitsets, Shared, Tokens
from transforms.events.rows.told_twice import judge_pairs, measure_pairs

ENOUGH = 0.0
# Weights of all signs from which two mentions of one article, and of an article and its copy, are one event.
_IN_ARTICLE, _IN_COPY = 4.7, 1.15
_DECIMALS = 6  # so that the order of a sum leaves no trace
_SHARED_KINDS = 3  # the first of PAIR_REASONS: parties, place, words
PAIRS_AT_ONCE = 10_000  # bounds the memory
_ROUNDING = 1e-9

_Numbers = npt.NDArray[np.int64]
_Bits = npt.NDArray[np.uint64]
_Weights = npt.NDArray[np.float64]


def find_alike(signs: PackedSigns, left: _Numbers, right: _Numbers) -> AlikePairs:
    """The pairs, told by the rows of their two mentions, that are alike enough to be one event."""
    screen, tokens = Bitsets(signs), Tokens(signs)
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


def weigh_pairs(
    signs: PackedSigns, left: _Numbers, right: _Numbers, shared: Bitsets | Tokens | None
) -> tuple[_Weights, _Numbers]:
    """The weight of each pair, NaN where the two can't be one event, and the number of what weighs most.

    Without what they share, only their times and countries are weighed.
    """
    one, other = Side(signs.facts[left]), Side(signs.facts[right])
    times, parties = weigh_times(one, other), _weigh_countries(one, other)
    if shared is None:
        return times + parties, np.zeros(len(left), np.int64)
    own = shared.compare(left, right)
    kinds = _weigh_kinds(one, other, own, parties)
    total, reasons = times + kinds.sum(axis=0), np.argmax(np.nan_to_num(kinds, nan=-np.inf), axis=0)
    is_inside, is_copy = is_same(one, other, Fact.DOCUMENT), is_same(one, other, Fact.STORY)
    is_grouped = is_inside & is_same(one, other, Fact.GROUP) & (one[Fact.GROUP] != 0)
    judged = judge_pairs(
        measure_pairs(one, other, own, times, kinds), is_from_above=isinstance(shared, Bitsets)
    )
    weights = np.select(
        [is_grouped & ~np.isnan(total), is_inside, is_copy],
        [1.0, total - _IN_ARTICLE, total - _IN_COPY],
        judged,
    )
    article, copy = PAIR_REASONS.index("article"), PAIR_REASONS.index("copy")
    told = np.select([is_grouped, is_inside, is_copy], [article, reasons, copy], reasons)
    return np.round(weights, _DECIMALS), told


def list_signs(signs: PackedSigns, left: _Numbers, right: _Numbers) -> tuple[_Weights, npt.NDArray[np.bool_]]:
    """The signs by which pairs of two articles are judged (`told_twice.NAMES`), and which may be one."""
    one, other = Side(signs.facts[left]), Side(signs.facts[right])
    own, times = Tokens(signs).compare(left, right), weigh_times(one, other)
    kinds = _weigh_kinds(one, other, own, _weigh_countries(one, other))
    measured = measure_pairs(one, other, own, times, kinds)
    may_be_one: npt.NDArray[np.bool_] = ~np.isnan(times + kinds.sum(axis=0))
    return measured, may_be_one


def _weigh_kinds(one: Side, other: Side, shared: Shared, parties: _Weights) -> _Weights:
    """The weights of parties, place and words, a row each."""
    kinds = np.zeros((_SHARED_KINDS, len(parties)))
    kinds[0] = parties + _weigh_named(one, shared)
    kinds[1] = _weigh_places(one, other, shared)
    kinds[2] = _weigh_words(one, other, shared)
    return kinds


def _weigh_countries(one: Side, other: Side) -> _Weights:
    """Countries of parties in common; NaN where they are other ones, or the roles are turned round."""
    is_mutual = one.has(Flag.MUTUAL)
    actors, recipients = one.countries(Fact.ACTOR_COUNTRIES), one.countries(Fact.RECIPIENT_COUNTRIES)
    others, other_recipients = (
        other.countries(Fact.ACTOR_COUNTRIES),
        other.countries(Fact.RECIPIENT_COUNTRIES),
    )
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


def _weigh_named(one: Side, shared: Shared) -> _Weights:
    """Named parties in common, else words of their names."""
    clashes = shared.clash(Place.ACTORS).astype(np.int64) + shared.clash(Place.RECIPIENTS)
    named = shared.count(Place.PARTIES)
    words = np.where(named > 0, 0.0, 0.5 * np.minimum(shared.count(Place.PARTY_WORDS), 3))
    return 1.5 * np.minimum(named, 2) + words - 2.6 * np.where(one.has(Flag.MUTUAL), 0, clashes)


def _weigh_places(one: Side, other: Side, shared: Shared) -> _Weights:
    """Words of the place, else its country."""
    are_resolved = one.has(Flag.PLACE_RESOLVED) & other.has(Flag.PLACE_RESOLVED)
    mine, theirs = one[Fact.PLACE_COUNTRY], other[Fact.PLACE_COUNTRY]
    return np.select(
        [shared.count(Place.PLACE_WORDS) > 0, shared.clash(Place.PLACE_WORDS), (mine == 0) | (theirs == 0)],
        [1.4, np.where(are_resolved, -3.0, -1.7), 0.0],
        np.where(mine == theirs, 0.3, -2.0),
    )


def _weigh_words(one: Side, other: Side, shared: Shared) -> _Weights:
    """The names of the articles, the words and numbers of the clauses, and what is said to be done."""
    names = 0.25 * shared.count(Place.NAMED_COUNTRIES) + 0.2 * shared.count(Place.COMMON_NAMES)
    names += 0.9 * shared.count(Place.RARE_NAMES)
    words = 0.2 * shared.count(Place.COMMON_WORDS) + 0.9 * shared.count(Place.RARE_WORDS)
    mine, theirs = one[Fact.MODE], other[Fact.MODE]
    modes = np.where((mine == 0) | (theirs == 0), 0.0, np.where(mine == theirs, 0.2, -2.1))
    weights: _Weights = np.where(is_same(one, other, Fact.DOCUMENT), 0.0, np.minimum(names, 2.2))
    weights += np.minimum(words, 1.6) + 0.5 * np.minimum(shared.count(Place.NUMBERS), 2)
    return weights + 0.5 * is_same(one, other, Fact.TRIGGER) + modes
