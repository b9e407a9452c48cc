"""The functions that decide what spans documents, as the warehouse takes them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from warehouse.resolvers import Resolvers


def make_resolvers(corrections: Path | None = None) -> Resolvers:
    """The resolvers of the transforms, with the user's corrections of actors, if any.

    Raises:
        OSError: the corrections file can't be read.
        CorrectionError: a line of it can't be used.
    """
    from transforms.actors.corrections import parse_corrections
    from transforms.actors.identity import resolve_identities
    from transforms.documents.duplicates import find_copies
    from transforms.events.grouping import group_events

    text = corrections.read_text(encoding="utf-8-sig") if corrections else ""
    resolve = partial(resolve_identities, corrections=parse_corrections(text))
    return Resolvers(resolve, group_events, find_copies)
