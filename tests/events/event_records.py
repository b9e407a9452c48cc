"""Event records as grouping gets them, built by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from schemas.identity import EventRecord, PackedMentions
from transforms.events.rows.happenings import pack_mentions

DAY = date(2024, 5, 3)


def make_record(number: int, **changes: object) -> EventRecord:
    """Kenya meets Tanzania, told by an article of its own; `changes` name other columns."""
    base = EventRecord(
        event_id=f"ev-{number}",
        document_id=f"doc-{number}",
        story_id=f"story-{number}",
        sentence_no=0,
        event_type="CONSULT",
        trigger="met",
        status="actual",
        date_start=DAY,
        date_end=DAY,
        place_country_code=None,
        actor_ids=("country/KEN", "country/TZA"),
        recipient_ids=(),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def pack_near(
    records: Sequence[EventRecord],
    groups: Mapping[str, str],
    list_keys: Callable[[EventRecord], set[str]],
) -> PackedMentions:
    """Mentions as publishing gives them: those are paired that are alike and share a key."""
    packed = pack_mentions(records, groups)
    keys = [list_keys(r) for r in sorted(records, key=lambda r: r.event_id)]
    pairs = zip(packed.left.tolist(), packed.right.tolist(), strict=True)
    near = np.array([bool(keys[one] & keys[other]) for one, other in pairs], bool)
    columns = {name: getattr(packed, name)[near] for name in ("left", "right", "weights", "reasons")}
    return replace(packed, **columns)
