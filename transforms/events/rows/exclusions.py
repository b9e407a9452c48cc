"""What forbids that two mentions of one type tell one event: their times, or the countries of their parties.

The same as a weight of NaN in `alike_pairs.py`, for one pair: two mentions that were never paired meet when
their groups are joined.
"""

from __future__ import annotations

from collections.abc import Sequence

from transforms.events.rows.packed_signs import COUNTRY_WORDS, MISSING, Fact, Flag

# Days between two reports that may mean one event without giving its day.
MEMORY_DAYS = 60
SLIP_DAYS = 92  # days by which a planned event may come later than planned
LONGEST_DAYS = 92  # days of a period that still says something of a day in it


class Mention:
    """The facts of a mention that may exclude another one; days are `MISSING` where they are not told."""

    __slots__ = (
        "actors", "document", "end", "is_denied", "is_known_day", "is_mutual", "is_open", "published",
        "recipients", "start", "story",
    )  # fmt: skip

    def __init__(self, facts: Sequence[int]) -> None:
        self.start, self.end, self.published, flags = facts[:4]
        self.document, self.story = facts[Fact.DOCUMENT], facts[Fact.STORY]
        self.is_known_day = bool(flags & Flag.KNOWN_DAY.value)
        self.is_open = bool(flags & Flag.OPEN.value)
        self.is_denied = bool(flags & Flag.DENIED.value)
        self.is_mutual = bool(flags & Flag.MUTUAL.value)
        self.actors = _join_words(facts, Fact.ACTOR_COUNTRIES)
        self.recipients = _join_words(facts, Fact.RECIPIENT_COUNTRIES)


def _join_words(facts: Sequence[int], first: int) -> int:
    bits = 0
    for place in range(COUNTRY_WORDS):
        bits |= (facts[first + place] & ((1 << 64) - 1)) << (64 * place)
    return bits


def are_apart(one: Mention, other: Mention) -> bool:
    """Whether two mentions can't be one event."""
    return _have_other_parties(one, other) or _are_of_other_times(one, other)


def _have_other_parties(one: Mention, other: Mention) -> bool:
    if one.is_mutual:
        clashes = _clash(one.actors | one.recipients, other.actors | other.recipients)
    else:
        meet = one.actors & other.actors
        if not meet and one.actors & other.recipients and one.recipients & other.actors:
            return True  # turned round
        clashes = _clash(one.actors, other.actors) or _clash(one.recipients, other.recipients)
    return clashes and not (one.is_denied or other.is_denied)


def _clash(mine: int, theirs: int) -> bool:
    return bool(mine and theirs and not mine & theirs)


def _are_of_other_times(one: Mention, other: Mention) -> bool:
    if one.start == MISSING or other.start == MISSING:
        return _are_far(one, other)
    apart = abs(one.start - other.start)
    if max(one.end - one.start, other.end - other.start) > LONGEST_DAYS:
        if apart == 0 and one.end == other.end:
            return False
        holds = one.start <= other.start and other.end <= one.end
        is_held = other.start <= one.start and one.end <= other.end
        return not (holds or is_held) or one.is_open or other.is_open
    if one.is_known_day and other.is_known_day:
        if apart == 0:
            return False
        if not one.is_open and not other.is_open:
            return apart > 1
    elif one.start <= other.end and other.start <= one.end:
        return False
    return apart > SLIP_DAYS or not _may_slip(one, other)


def _may_slip(one: Mention, other: Mention) -> bool:
    """A plan and another day: another plan, or later than the plan was told."""
    if one.is_open and other.is_open:
        return True
    if not (one.is_open or other.is_open):
        return False
    plan, fact = (one, other) if one.is_open else (other, one)
    return plan.published != MISSING and fact.end >= plan.published


def _are_far(one: Mention, other: Mention) -> bool:
    """A mention without date is of the time in which it is published."""
    if one.document == other.document:
        return False
    if MISSING in (one.published, other.published):
        return one.story != other.story
    dated, undated = (one, other) if one.start != MISSING else (other, one)
    if dated.start == MISSING:
        return abs(one.published - other.published) > MEMORY_DAYS
    since = undated.published - dated.start
    if not undated.is_open:
        return not 0 <= since <= MEMORY_DAYS
    return abs(since) > SLIP_DAYS or (not dated.is_open and dated.end < undated.published)
