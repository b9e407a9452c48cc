"""Join event groups to happenings: one real event, whatever each report says of its status.

A plan, its denial and its fact are one happening, where type, parties and dates agree. Mentions of unnamed
people ("gunmen", "129 girls") join by the place below a country, the day and the mode, unless named parties
contradict. Mentions of one day that share a party, two countries or a town join where nothing that any of
them tells contradicts another. A wrong join hides an event, so nothing is joined on less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from schemas.events import HappeningReason
from schemas.identifiers import make_id
from schemas.identity import EventRecord, HappeningLink
from transforms.events.rows.compatible import are_compatible, list_shared_keys
from transforms.events.rows.grouping import DisjointSets, Key, list_party_keys
from transforms.link_corrections import LinkCorrections

UNNAMED = "group/"
COUNTRY = "country/"
NO_CORRECTIONS = LinkCorrections()

_ListKeys = Callable[[EventRecord], list[Key]]


def join_happenings(
    records: Sequence[EventRecord],
    groups: Mapping[str, str],
    corrections: LinkCorrections = NO_CORRECTIONS,
) -> dict[str, HappeningLink]:
    """Happening of each event id, and what links the event to it.

    `groups` are the group ids of `records`, whose order leaves no trace; events of two types stay two, unless
    the user's corrections join them. The least mention names a happening; a mention that is gone names it
    still, through the one that inherited its name.
    """
    sets = DisjointSets(r.event_id for r in records)
    reasons: dict[str, HappeningReason] = {}
    ordered = sorted(records, key=lambda r: r.event_id)
    places = [bucket for bucket in _gather(ordered, _list_place_keys) if not _is_contradicted(bucket)]
    steps: tuple[tuple[HappeningReason, list[list[EventRecord]]], ...] = (
        ("group", _gather(ordered, lambda r: [(groups[r.event_id],)])),
        ("article", _gather(ordered, _list_article_keys)),
        ("parties", _gather(ordered, _list_dated_keys)),
        ("place", places),
        (
            "compatible",
            [bucket for bucket in _gather(ordered, _list_compatible_keys) if are_compatible(bucket)],
        ),
    )
    for reason, joined in steps:
        for bucket in joined:
            _join(sets, bucket, reason, reasons)
    leaders = {r.event_id: sets.find(r.event_id) for r in ordered}
    names = _name_sets(ordered, leaders)
    links: dict[str, HappeningLink] = {}
    for event_id, leader in leaders.items():
        own = names[leader]
        settled = corrections.settle(event_id, own)
        told = reasons.get(event_id, "alone")
        links[event_id] = HappeningLink(settled, told if settled == own else "correction")
    return links


def _name_sets(records: Sequence[EventRecord], leaders: Mapping[str, str]) -> dict[str, str]:
    """Happening id of each set, told by its leader."""
    least: dict[str, str] = {}
    for record in records:
        leader = leaders[record.event_id]
        least[leader] = min(
            least.get(leader, leader), record.inherited_id or record.event_id, record.event_id
        )
    return {leader: make_id("hp", name) for leader, name in least.items()}


def _gather(records: Sequence[EventRecord], list_keys: _ListKeys) -> list[list[EventRecord]]:
    """Records of one type that share a key, two or more."""
    buckets: dict[Key, list[EventRecord]] = defaultdict(list)
    for record in records:
        for key in list_keys(record):
            buckets[(record.event_type, *key)].append(record)
    return [bucket for _, bucket in sorted(buckets.items()) if len(bucket) > 1]


def _join(
    sets: DisjointSets,
    bucket: Sequence[EventRecord],
    reason: HappeningReason,
    reasons: dict[str, HappeningReason],
) -> None:
    for one, other in pairwise(bucket):
        if sets.find(one.event_id) == sets.find(other.event_id):
            continue
        sets.join(one.event_id, other.event_id)
        reasons.setdefault(one.event_id, reason)
        reasons.setdefault(other.event_id, reason)


def _list_article_keys(record: EventRecord) -> list[Key]:
    """What the reader takes for one event of an article; two dated facts are two."""
    told = record.document_group_id
    return [(told, str(record.date_start))] if told else []


def _list_dated_keys(record: EventRecord) -> list[Key]:
    """Pairs of parties with the period; of a single party too little to join across statuses."""
    if record.date_start is None or len({*record.actor_ids, *record.recipient_ids}) < 2:
        return []
    period = (str(record.date_start), str(record.date_end or record.date_start))
    return [(*period, *key) for key in list_party_keys(record)]


def _list_compatible_keys(record: EventRecord) -> list[Key]:
    return list(list_shared_keys(record))


def _list_place_keys(record: EventRecord) -> list[Key]:
    is_day = record.date_start is not None and record.date_end in (None, record.date_start)
    place = record.place_id
    if not is_day or not record.event_mode or not place or place.startswith(COUNTRY):
        return []
    return [(place, str(record.date_start), record.event_mode)]


def _is_contradicted(bucket: Sequence[EventRecord]) -> bool:
    """Whether two mentions name different parties in one role, or none has an unnamed party."""
    parties = [(r.actor_ids, r.recipient_ids) for r in bucket]
    if not any(p.startswith(UNNAMED) for roles in parties for ids in roles for p in ids):
        return True
    for role in range(2):
        named = {frozenset(p for p in roles[role] if not p.startswith(UNNAMED)) for roles in parties}
        if len(named - {frozenset()}) > 1:
            return True
    return False
