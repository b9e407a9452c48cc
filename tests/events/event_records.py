"""Event records as grouping gets them, built by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from schemas.identity import EventRecord

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
