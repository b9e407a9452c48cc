"""What two mentions of one type share: time, parties, place and words, and what forbids that they are one.

Each sign has a weight, set by hand on invented stories; `told_twice.py` judges by them. What reports of one
event hardly disagree on (other parties, roles turned round, known days further apart than one) forbids it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from schemas.events import HappeningReason
from transforms.events.rows.mention_signs import Signs, is_common, is_country

# Parties of these deeds act together: who is named first says nothing.
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
# Days between two reports that may mean one event without giving its day.
_MEMORY = 60
_SLIP = 92  # days by which a planned event may come later than planned
_SOON = 7
_SAME_DAY = 1.6
_FARTHEST = -1.0  # weights of times below it speak of two days
_LONGEST = 92  # days of a period that still says something of a day in it


@dataclass(frozen=True, slots=True)
class Shared:
    """What two mentions share: their time, and the other signs by kind."""

    time: float
    kinds: Mapping[HappeningReason, float]

    @property
    def total(self) -> float:
        """All weights."""
        return self.time + sum(self.kinds.values())

    @property
    def reason(self) -> HappeningReason:
        """The kind of sign that weighs most; time alone says little."""
        return max(self.kinds, key=lambda kind: self.kinds[kind])


def compare_signs(one: Signs, other: Signs) -> Shared | None:
    """What two mentions of one type share; None where they can't be one event."""
    time = weigh_time(one, other)
    if time is not None and _FARTHEST < time < _SAME_DAY and refers_back(one, other):
        time += 1.1
    parties = None if time is None else weigh_parties(one, other)
    if time is None or parties is None:
        return None
    return Shared(
        time, {"parties": parties, "place": _weigh_place(one, other), "words": _weigh_words(one, other)}
    )


def weigh_time(one: Signs, other: Signs) -> float | None:
    """Days that agree, or plans that slipped; None where two times can't be one event's."""
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return _weigh_undated(one, other)
    if max(one.end - one.start, other.end - other.start).days > _LONGEST:
        return _weigh_long(one, other)
    if one.is_known_day and other.is_known_day:
        apart = abs((one.start - other.start).days)
        if apart == 0:
            return _SAME_DAY
        if not one.is_open and not other.is_open:
            return -2.6 if apart == 1 else None
    elif one.start <= other.end and other.start <= one.end:
        return 0.8 if "publication" not in (one.record.date_method, other.record.date_method) else 0.4
    return _weigh_slip(one, other)


def refers_back(one: Signs, other: Signs) -> bool:
    """Whether the later report tells the event as one that is known: "China had condemned the manoeuvre"."""
    told = (one.record.published_on, other.record.published_on)
    if told[0] is None or told[1] is None or one.record.document_id == other.record.document_id:
        return False
    return (one.looks_back and told[0] >= told[1]) or (other.looks_back and told[1] >= told[0])


def _weigh_long(one: Signs, other: Signs) -> float | None:
    """A long period and what lies in it: "last year" says little of a day, but rules out other years."""
    if (one.start, one.end) == (other.start, other.end):
        return 0.8
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return None
    holds = one.start <= other.start and other.end <= one.end
    is_held = other.start <= one.start and one.end <= other.end
    return -0.6 if (holds or is_held) and not (one.is_open or other.is_open) else None


def _weigh_slip(one: Signs, other: Signs) -> float | None:
    """A plan and another day: later than the plan was told and not too late, or another plan."""
    if not (one.is_open or other.is_open) or one.start is None or other.start is None:
        return None
    if abs((one.start - other.start).days) > _SLIP:
        return None
    if not (one.is_open and other.is_open):
        plan, fact = (one, other) if one.is_open else (other, one)
        told = plan.record.published_on
        if told is None or fact.end is None or fact.end < told:
            return None
    return -1.5


def _weigh_undated(one: Signs, other: Signs) -> float | None:
    """A mention without date is of the time in which it is published."""
    if one.record.document_id == other.record.document_id:
        return 0.0
    told = (one.record.published_on, other.record.published_on)
    if told[0] is None or told[1] is None:
        return 0.0 if one.record.story_id == other.record.story_id else None
    dated, undated = (one, other) if one.start is not None else (other, one)
    published = undated.record.published_on
    if dated.start is not None and dated.end is not None and published is not None:
        since = (published - dated.start).days
        if not undated.is_open and not 0 <= since <= _MEMORY:
            return None
        if undated.is_open and (abs(since) > _SLIP or (not dated.is_open and dated.end < published)):
            return None
    elif abs((told[0] - told[1]).days) > _MEMORY:
        return None
    near = 0.6 if abs((told[0] - told[1]).days) <= _SOON else -0.9
    return near - (0.5 if one.is_open != other.is_open else 0.0)


def weigh_parties(one: Signs, other: Signs) -> float | None:
    """Shared countries, names or words of parties; None where they name other ones."""
    is_mutual = one.record.event_type in _MUTUAL
    (actors, recipients), (other_actors, other_recipients) = one.countries, other.countries
    weight = 0.0
    if is_mutual:
        clashes, shared = _compare(actors | recipients, other_actors | other_recipients)
    else:
        if actors & other_recipients and recipients & other_actors and not actors & other_actors:
            return None  # turned round
        clash, shared = _compare(actors, other_actors)
        other_clash, other_shared = _compare(recipients, other_recipients)
        clashes, shared = clash + other_clash, shared + other_shared
        pairs = zip(one.named, other.named, strict=True)
        weight -= 2.6 * sum(_compare(mine, theirs)[0] for mine, theirs in pairs)
    if clashes:
        if "denied" not in (one.record.status, other.record.status):
            return None
        weight -= clashes
    named = one.all_named & other.all_named
    words = 0.0 if named else 0.5 * min(len(one.party_words & other.party_words), 3)
    return weight + 0.7 * min(shared, 2) + 1.5 * min(len(named), 2) + words


def _compare(mine: frozenset[str], theirs: frozenset[str]) -> tuple[int, int]:
    """1 where both name somebody and nobody in common, else 0; how many they have in common."""
    if not mine or not theirs:
        return 0, 0
    shared = len(mine & theirs)
    return int(not shared), shared


def _weigh_place(one: Signs, other: Signs) -> float:
    if one.place_words and other.place_words:
        if one.place_words & other.place_words:
            return 1.4
        return -3.0 if one.record.place_id and other.record.place_id else -1.7
    mine, theirs = one.record.place_country_code, other.record.place_country_code
    if not mine or not theirs:
        return 0.0
    return 0.3 if mine == theirs else -2.0


def _weigh_words(one: Signs, other: Signs) -> float:
    """The names of the articles, the words and numbers of the clauses, and what is said to be done."""
    names = one.names & other.names
    weight = 0.0
    if one.record.document_id != other.record.document_id:
        weight += min(sum(map(_weigh_name, names)), 2.2)
    if words := one.words & other.words:
        weight += min(sum(map(_weigh_word, words - names - {one.trigger})), 1.6)
    if one.numbers:
        weight += 0.5 * min(len(one.numbers & other.numbers), 2)
    weight += 0.5 if one.trigger == other.trigger else 0.0
    mine, theirs = one.record.event_mode, other.record.event_mode
    if mine and theirs:
        weight += 0.2 if mine == theirs else -2.1
    return weight


@lru_cache(maxsize=1 << 16)
def _weigh_name(name: str) -> float:
    return 0.25 if is_country(name) else _weigh_word(name)


@lru_cache(maxsize=1 << 16)
def _weigh_word(word: str) -> float:
    return 0.2 if is_common(word) else 0.9
