"""Parties that a sentence leaves out because the article has named them.

Where the reader says that a party is told earlier, but marks no words for it, the party is that of an earlier
mention of the same event; else that of the nearest event before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.mentions import Mention
from transforms.events.parties import Parties
from transforms.reading.labels import PRESENCES
from transforms.reading.readings import Reading

# The nearest event before lends its parties only over so many sentences.
BACK = 2
EARLIER = PRESENCES.index("earlier")
ROLES = ("actors", "recipients")

Grounded = tuple[Reading, Parties]


def imply_parties(found: Sequence[Grounded], same_event: float) -> list[Grounded]:
    """The readings with parties, those left out filled in from readings before."""
    filled: list[Grounded] = []
    for reading, parties in found:
        for number, role in enumerate(ROLES):
            if not getattr(parties, role) and _is_told_earlier(reading, number):
                lent = _lend(reading, parties, role, filled, same_event)
                parties = replace(parties, **{role: lent})
        filled.append((reading, parties))
    return filled


def _is_told_earlier(reading: Reading, number: int) -> bool:
    presences = reading.presences[number]
    return presences[EARLIER] == max(presences)


def _lend(
    reading: Reading, parties: Parties, role: str, before: Sequence[Grounded], same_event: float
) -> tuple[Mention, ...]:
    own = {m.actor_id for m in (*parties.actors, *parties.recipients)}
    for is_same in (True, False):
        for other, theirs in reversed(before):
            lent = tuple(m for m in getattr(theirs, role) if m.actor_id not in own)
            if lent and (_is_same(reading, other, same_event) if is_same else _is_near(reading, other)):
                return lent
    return ()


def _is_same(one: Reading, other: Reading, same_event: float) -> bool:
    if one.kind != other.kind or not one.group or not other.group:
        return False
    return sum(a * b for a, b in zip(one.group, other.group, strict=True)) >= same_event


def _is_near(one: Reading, other: Reading) -> bool:
    return 0 <= one.sentence - other.sentence <= BACK
