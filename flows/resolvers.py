"""The functions that decide what spans documents, as the warehouse takes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from schemas.identity import EventRecord, NameRecord, ResolvedActor
from warehouse.resolvers import Resolvers


def make_resolvers(corrections: Path | None = None) -> Resolvers:
    """The resolvers of the transforms, with the user's corrections of actors, if any."""
    from transforms.documents.duplicates import are_copies

    try:
        from transforms.actors.identity import resolve_identities
    except ImportError:
        resolve_identities = _fallback_identities
    try:
        from transforms.events.grouping import group_events
    except ImportError:
        group_events = _fallback_groups
    return Resolvers(resolve_identities, group_events, are_copies)


def _fallback_identities(records: Sequence[NameRecord]) -> list[ResolvedActor]:
    return [
        ResolvedActor(
            r.reference_id or f"{r.type}/{r.name.lower().replace(' ', '-')}",
            r.name,
            r.type,
            r.country_code,
            r.sector,
            r.latitude,
            r.longitude,
            "name",
        )
        for r in records
    ]


def _fallback_groups(records: Sequence[EventRecord]) -> list[str]:
    return [r.event_id for r in records]
