"""Mentions of one type and day that share a party or a town, and contradict each other in nothing.

Papers name the same parties more or less fully ("envoys of Peru", "Peru", "its foreign minister"), so that
what one leaves out is no contradiction: of each kind of fact, the fuller telling must hold the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from schemas.identity import EventRecord
from transforms.events.rows.grouping import Key

UNNAMED = "group/"
COUNTRY = "country/"
# Deeds without direction: who is named as actor or recipient is a matter of wording.
MUTUAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
# More countries than this make a gathering, in which many things happen on one day.
MOST_COUNTRIES = 4
# A party that texts describe in two words or more ("three doctors"), without the hash of its document.
DESCRIBED = re.compile(r"group/([a-z0-9]+(?:-[a-z0-9]+)+)-[0-9a-f]{12}(?:-\d+)?")


def list_shared_keys(record: EventRecord) -> Iterator[Key]:
    """What two mentions may share, for those that are dated to a day; with their mode and without."""
    if record.date_start is None or record.date_end not in (None, record.date_start):
        return
    day = str(record.date_start)
    for shared in _list_shared(record):
        yield (day, *shared)
        if record.event_mode:
            yield (day, record.event_mode, *shared)


def _list_shared(record: EventRecord) -> Iterator[Key]:
    if record.place_id and not record.place_id.startswith(COUNTRY):
        yield "place", record.place_id
    countries = sorted(_list_countries(record, range(2)))
    if len(countries) <= MOST_COUNTRIES:
        yield from (("countries", *pair) for pair in combinations(countries, 2))
    for role, ids in enumerate((record.actor_ids, record.recipient_ids)):
        told = "any" if record.event_type in MUTUAL else str(role)
        yield from (("party", told, i) for i in ids if not i.startswith(UNNAMED))
        described = (DESCRIBED.fullmatch(i) for i in ids)
        yield from (("words", told, match[1]) for match in described if match)


def are_compatible(bucket: Sequence[EventRecord]) -> bool:
    """Whether no two mentions contradict each other: in mode, town, named parties or countries."""
    if len({r.event_mode for r in bucket} - {None}) > 1:
        return False
    towns = {r.place_id for r in bucket if r.place_id and not r.place_id.startswith(COUNTRY)}
    if len(towns) > 1:
        return False
    is_mutual = bucket[0].event_type in MUTUAL
    for roles in [range(2)] if is_mutual else [range(1), range(1, 2)]:
        if not _are_nested(_list_named(r, roles) for r in bucket):
            return False
        if not _are_nested(_list_countries(r, roles) for r in bucket):
            return False
    return True


def _are_nested(sets: Iterable[frozenset[str]]) -> bool:
    """Whether of any two sets one holds the other."""
    ordered = sorted(set(sets), key=len)
    return all(small <= large for small, large in pairwise(ordered))


def _list_named(record: EventRecord, roles: Iterable[int]) -> frozenset[str]:
    """Persons, bodies and places that play the roles, by name."""
    ids = (record.actor_ids, record.recipient_ids)
    return frozenset(i for role in roles for i in ids[role] if not i.startswith((UNNAMED, COUNTRY)))


def _list_countries(record: EventRecord, roles: Iterable[int]) -> frozenset[str]:
    """Countries of those who play the roles."""
    ids, known = (record.actor_ids, record.recipient_ids), dict(record.party_countries)
    told = (i.removeprefix(COUNTRY) if i.startswith(COUNTRY) else known.get(i) for r in roles for i in ids[r])
    return frozenset(code for code in told if code)
