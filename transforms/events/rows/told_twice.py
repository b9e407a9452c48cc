"""Whether two mentions tell one real event: a regression learned from pairs of mentions that were read.

Reports of one event share its time, its parties and the words with which they begin. That one of the great is
in both says little: a president meets somebody daily, and each report names one that the other does not.
The weights were learned (`training/happenings`) from invented stories and from real reports of many events.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from schemas.events import HappeningReason
from transforms.events.rows.mention_signs import Signs
from transforms.events.rows.same_event import Shared, compare_signs

MODEL_PATH: Final = Path(__file__).with_name("told_twice.json")
NAMES: Final = (
    "time", "parties", "place", "words", "lead", "lead_share", "days", "named_shared", "named_rivals",
    "country_rivals", "undated", "both_undated", "day_of_report", "both_open", "no_party",
)  # fmt: skip
_MOST_WORDS = 8
_DECIMALS = 6  # so that the order of a sum leaves no trace
# Weights of all signs from which two mentions of one article, and of an article and its copy, are one event.
_IN_ARTICLE, _IN_COPY = 4.7, 1.15
_UNKNOWN_DAYS = 7  # between two reports of which one has no date


@dataclass(frozen=True, slots=True)
class Likeness:
    """By how much two mentions are likelier one event than it takes (log odds), and what says so most."""

    total: float
    reason: HappeningReason


def weigh_mentions(one: Signs, other: Signs) -> Likeness | None:
    """How likely two mentions of one type are one event, from 0 on enough; None where they can't be.

    Within an article the reader of the events has the last word: two that it tells apart seldom are one.
    """
    shared = compare_signs(one, other)
    if shared is None:
        return None
    mine, theirs = one.record, other.record
    if mine.document_id == theirs.document_id:
        is_one = bool(mine.document_group_id) and mine.document_group_id == theirs.document_group_id
        return Likeness(
            1.0 if is_one else round(shared.total - _IN_ARTICLE, _DECIMALS),
            "article" if is_one else shared.reason,
        )
    if mine.story_id == theirs.story_id:
        return Likeness(round(shared.total - _IN_COPY, _DECIMALS), "copy")
    weights, least = load_weights()
    signs = measure_pair(one, other, shared)
    total = math.fsum(w * s for w, s in zip(weights, signs, strict=True)) - least
    return Likeness(round(total, _DECIMALS), shared.reason)


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


def measure_pair(one: Signs, other: Signs, shared: Shared) -> list[float]:
    """The signs of a pair of mentions in two articles, in the order of NAMES."""
    lead = len(one.lead & other.lead)
    undated = (one.start is None) + (other.start is None)
    return [
        shared.time,
        shared.kinds["parties"],
        shared.kinds["place"],
        shared.kinds["words"],
        min(lead, _MOST_WORDS),
        lead / max(min(len(one.lead), len(other.lead)), 1),
        math.log1p(_count_days(one, other)),
        min(len(one.all_named & other.all_named), 2),
        min(_count_rivals(one.all_named, other.all_named), 2),
        min(_count_rivals(*(signs.countries[0] | signs.countries[1] for signs in (one, other))), 2),
        undated == 1,
        undated == 2,
        "publication" in (one.record.date_method, other.record.date_method),
        one.is_open and other.is_open,
        not all(signs.record.actor_ids or signs.record.recipient_ids for signs in (one, other)),
    ]


def _count_rivals(mine: frozenset[str], theirs: frozenset[str]) -> int:
    """How many parties each has that the other lacks."""
    return min(len(mine - theirs), len(theirs - mine))


def _count_days(one: Signs, other: Signs) -> int:
    told = (one.record.published_on, other.record.published_on)
    return _UNKNOWN_DAYS if told[0] is None or told[1] is None else abs((told[0] - told[1]).days)
