"""Group mentions of one real event, within a document and across documents.

Two mentions are one event when type and status agree, they share two parties (or their only party and the
word that names the event), and their dates are the same. Undated mentions join only inside their story,
and only when the story dates such an event once. Mentions that the reader of their document takes for one
event are one, unless their dates differ. Work is linear in the number of keys: mentions are
joined through shared keys, never compared pair by pair, so the result does not depend on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from types import MappingProxyType

from schemas.identifiers import make_id
from schemas.identity import EventRecord

# More parties than this (a summit of thirty) would make too many pairs; the first are enough.
MAX_PARTIES = 8
STEM = 5

Key = tuple[str, ...]


NONE_KNOWN: Mapping[str, str] = MappingProxyType({})


def group_events(records: Sequence[EventRecord], known: Mapping[str, str] = NONE_KNOWN) -> dict[str, str]:
    """Group id of each event id; a mention that stands alone is a group of its own.

    `known` are events of groups that can only grow, with the least event of each, which need not be told.
    """
    sets = DisjointSets(chain((r.event_id for r in records), known.values()))
    for event_id, leader in known.items():
        sets.join(event_id, leader)
    dated: dict[Key, str] = {}
    in_story: dict[Key, list[EventRecord]] = defaultdict(list)
    for record in records:
        if record.document_group_id:
            in_story[record.document_group_id, record.event_type].append(record)
        for key in list_party_keys(record):
            if record.date_start is not None:
                whole = (record.event_type, record.status, *_period(record), *key)
                sets.join(dated.setdefault(whole, record.event_id), record.event_id)
            in_story[record.story_id, record.event_type, record.status, *key].append(record)
    for told in in_story.values():
        _join_told_alike(sets, told)
    return {r.event_id: make_id("eg", sets.find(r.event_id)) for r in records}


def list_party_keys(record: EventRecord) -> Iterator[Key]:
    """Pairs of parties; of a single party, the party with the stem of the trigger."""
    parties = sorted({*record.actor_ids, *record.recipient_ids})[:MAX_PARTIES]
    if len(parties) == 1:
        yield parties[0], _stem(record.trigger)
    elif not parties:
        yield record.document_id, _stem(record.trigger), str(record.sentence_no)
    yield from combinations(parties, 2)


def _join_told_alike(sets: DisjointSets, told: Sequence[EventRecord]) -> None:
    undated = [r for r in told if r.date_start is None]
    periods = {_period(r) for r in told if r.date_start is not None}
    joined = told if len(periods) <= 1 else undated
    for record in joined:
        sets.join(joined[0].event_id, record.event_id)


def _period(record: EventRecord) -> tuple[str, str]:
    return str(record.date_start), str(record.date_end or record.date_start)


def _stem(trigger: str) -> str:
    words = sorted({w[:STEM].lower() for w in trigger.split() if len(w) > 3})
    return words[0] if words else trigger.lower()


class DisjointSets:
    """Sets of names that are joined; the smallest name of a set leads it."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {m: m for m in members}

    def find(self, member: str) -> str:
        """Leader of the set of a member."""
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, left: str, right: str) -> None:
        """Join two sets; the smaller name leads, so that the order of joins leaves no trace."""
        a, b = sorted((self.find(left), self.find(right)))
        self._parent[b] = a
