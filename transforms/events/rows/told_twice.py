"""Whether mentions of two articles tell one real event: a regression learned from pairs that were read.

Reports of one event share its time, its parties and the words with which they begin. That one of the great is
in both says little: a president meets somebody daily, and each report names one that the other does not.
The weights were learned (`training/happenings`) from invented stories and from real reports of many events.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from transforms.events.rows.packed_signs import Fact, Flag, Place
from transforms.events.rows.pair_times import Side
from transforms.events.rows.shared_tokens import Shared

MODEL_PATH: Final = Path(__file__).with_name("told_twice.json")
NAMES: Final = (
    "time", "parties", "place", "words", "lead", "lead_share", "days", "named_shared", "named_rivals",
    "country_rivals", "undated", "both_undated", "day_of_report", "both_open", "no_party",
)  # fmt: skip
_MOST_WORDS = 8
_UNKNOWN_DAYS = 7  # between two reports of which one has no date
# Those of which more may be less likely: where tokens are counted from above, none is taken to be shared.
_COUNTED_AGAINST: Final = ("lead", "named_shared")

_Numbers = npt.NDArray[np.int64]
_Weights = npt.NDArray[np.float64]


@lru_cache(maxsize=1)
def load_weights() -> tuple[tuple[float, ...], float]:
    """The weights of NAMES, and the sum from which two mentions are one event.

    Raises:
        ValueError: they were learned of other signs than are measured.
    """
    stored = json.loads(MODEL_PATH.read_text(encoding="utf-8"))
    if list(stored["weights"]) != list(NAMES):
        raise ValueError(f"{MODEL_PATH.name} was learned of other signs: train it anew")
    return tuple(stored["weights"].values()), float(stored["least"])


def judge_pairs(measured: _Weights, *, is_from_above: bool) -> _Weights:
    """By how much pairs are likelier one event than it takes (log odds), out of `measure_pairs`.

    From above no pair is less likely than it is by the tokens themselves.
    """
    weights, least = load_weights()
    total: _Weights = np.full(measured.shape[1], -least)
    for name, weight, numbers in zip(NAMES, weights, measured, strict=True):
        if not (is_from_above and name in _COUNTED_AGAINST and weight < 0.0):
            total += weight * numbers
    return total


def measure_pairs(one: Side, other: Side, shared: Shared, times: _Weights, kinds: _Weights) -> _Weights:
    """The signs of pairs of mentions in two articles, a row each in the order of NAMES.

    `times` and `kinds` (parties, place, words) are the weights of what they share.
    """
    lead, fewer = shared.count(Place.LEAD), shared.fewer(Place.LEAD)
    named = shared.count(Place.PARTIES)
    undated = (~one.is_dated).astype(np.int64) + ~other.is_dated
    has_parties = one.has(Flag.HAS_PARTY) & other.has(Flag.HAS_PARTY)
    return np.array(
        [
            times,
            *kinds,
            np.minimum(lead, _MOST_WORDS),
            lead / np.maximum(fewer, 1),
            np.log1p(_count_days(one, other)),
            np.minimum(named, 2),
            np.clip(shared.fewer(Place.PARTIES) - named, 0, 2),
            np.minimum(_count_rival_countries(one, other), 2),
            undated == 1,
            undated == 2,
            one.has(Flag.BY_PUBLICATION) | other.has(Flag.BY_PUBLICATION),
            one.is_open & other.is_open,
            ~has_parties,
        ],
        np.float64,
    )


def _count_days(one: Side, other: Side) -> _Numbers:
    are_told = one.is_told & other.is_told
    return np.where(are_told, np.abs(one.published - other.published), _UNKNOWN_DAYS)


def _count_rival_countries(one: Side, other: Side) -> _Numbers:
    """How many countries of parties each has that the other lacks."""
    mine, theirs = (
        s.countries(Fact.ACTOR_COUNTRIES) | s.countries(Fact.RECIPIENT_COUNTRIES) for s in (one, other)
    )
    own, others = (
        np.bitwise_count(a & ~b).sum(axis=1, dtype=np.int64) for a, b in ((mine, theirs), (theirs, mine))
    )
    fewer: _Numbers = np.minimum(own, others)
    return fewer
