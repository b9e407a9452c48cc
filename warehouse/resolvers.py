"""The pure functions that decide what spans documents; the caller passes them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schemas.identity import CopyRecord, EventRecord, NameRecord, ResolvedActor

ResolveIdentities = Callable[[Sequence[NameRecord]], Sequence[ResolvedActor]]
GroupEvents = Callable[[Sequence[EventRecord]], Mapping[str, str]]
IsCopy = Callable[[CopyRecord, CopyRecord], bool]


@dataclass(frozen=True, slots=True)
class Resolvers:
    """What publishing calls.

    `resolve_identities` gets every distinct name record of the warehouse and returns one actor each, in
    the same order. `group_events` gets events of one type and returns the group id of each event id; it
    must not join events that differ in dates, nor an undated one with one of another story. `is_copy`
    says whether two documents that share a signature band tell the same text. All three depend on their
    arguments alone, not on order.
    """

    resolve_identities: ResolveIdentities
    group_events: GroupEvents
    is_copy: IsCopy
