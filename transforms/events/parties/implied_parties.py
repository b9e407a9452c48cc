"""Parties that a sentence leaves out because the article has named them.

Where the reader says that a party is told earlier, but marks no words for it, the party is that of an earlier
mention of the same event. An event whose parties stay unknown is kept without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.mentions import Mention
from transforms.events.parties.parties import Parties
from transforms.reading.labels import PRESENCES
from transforms.reading.readings import Reading, measure_cosine

NOBODY = PRESENCES.index("none")
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


def has_party(reading: Reading, parties: Parties) -> bool:
    """Whether somebody takes part: a party that is known, or one of whom the reader says that he is told."""
    known = bool(parties.actors or parties.recipients)
    return known or any(max(p) != p[NOBODY] for p in reading.presences[: len(ROLES)])


def _is_told_earlier(reading: Reading, number: int) -> bool:
    presences = reading.presences[number]
    return presences[EARLIER] == max(presences)


def _lend(
    reading: Reading, parties: Parties, role: str, before: Sequence[Grounded], same_event: float
) -> tuple[Mention, ...]:
    own = {m.actor_id for m in (*parties.actors, *parties.recipients)}
    for other, theirs in reversed(before):
        lent = tuple(m for m in getattr(theirs, role) if m.actor_id not in own)
        if lent and _is_same(reading, other, same_event):
            return lent
    return ()


def _is_same(one: Reading, other: Reading, same_event: float) -> bool:
    return one.kind == other.kind and measure_cosine(one.group, other.group) >= same_event
