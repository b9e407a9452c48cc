"""The functions that decide what spans documents, as the warehouse takes them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from warehouse.resolvers import Resolvers


def make_resolvers(corrections: Path | None = None) -> Resolvers:
    """The resolvers of the transforms, with the user's corrections of actors, if any."""
    from transforms.actors.corrections import read_corrections
    from transforms.actors.identity import resolve_identities
    from transforms.documents.duplicates import are_copies
    from transforms.events.grouping import group_events

    corrected = read_corrections(corrections) if corrections else ()
    return Resolvers(partial(resolve_identities, corrections=corrected), group_events, are_copies)
