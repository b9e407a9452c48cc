"""Columns of an event as a line of corrections states them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from schemas.events import Event
from schemas.time_expressions import TimeExpression
from transforms.events.corrections.correction import FIXES, NONE, EventCorrection, list_modes
from transforms.events.corrections.targets import UnmatchedLineError
from transforms.events.vocabulary.contexts import choose_contexts, find_contexts
from transforms.events.vocabulary.ontology import describe_type, file_deed
from transforms.language.parsed_document import ParsedDocument

METHOD = "correction"


def describe_deed(parsed: ParsedDocument, event: Event, line: EventCorrection) -> dict[str, Any]:
    """Type, mode and status, and what the ontology says of them.

    Raises:
        UnmatchedLineError: the type does not have the mode.
    """
    deed_type, status = line.set_deed_type or event.deed_type, line.set_status or event.status
    mode = event.event_mode if line.set_mode is None else line.set_mode
    if line.set_mode not in (None, NONE) and mode not in list_modes(deed_type):
        known = ", ".join(sorted(list_modes(deed_type))) or "none"
        raise UnmatchedLineError(f"the mode {mode!r} is none of {deed_type}; known: {known}")
    filed = file_deed(deed_type, status)
    deed, facts = describe_type(deed_type, mode), describe_type(filed, mode)
    counts = find_contexts(parsed.sentence_span(event.sentence_no))
    return {
        "deed_type": deed_type,
        "event_type": filed,
        "event_mode": deed.mode,
        "status": status,
        "contexts": choose_contexts(counts, deed_type, deed.mode),
        "cameo_root": facts.cameo_root,
        "quad_class": facts.quad_class,
        "intensity": facts.intensity,
    }


def describe_date(times: Sequence[TimeExpression], event: Event, line: EventCorrection) -> dict[str, Any]:
    """The day that a line states, with the words that say so, where there are any."""
    if line.set_date is None:
        return {}
    on = None if line.set_date == NONE else date.fromisoformat(line.set_date)
    return {
        "date_start": on,
        "date_end": on,
        "date_precision": "day" if on else None,
        "date_method": METHOD if on else "none",
        "date_text": _find_words_of(times, on, event.sentence_no) if on else None,
    }


def _find_words_of(times: Sequence[TimeExpression], on: date, sentence_no: int) -> str | None:
    """The time expression of a day in a sentence, else the last one before."""
    same = [t for t in times if (t.start_on, t.end_on or t.start_on) == (on, on)]
    told = [t for t in same if t.sentence_no <= sentence_no]
    return max(told, key=lambda t: t.char_start).text if told else None


def describe_trust(event: Event, line: EventCorrection) -> dict[str, Any]:
    """Confidences of what a line states, and the method that says so."""
    said = [name.removeprefix("set_") for name in FIXES if getattr(line, name) is not None]
    rated = {
        "confidence": line.set_deed_type,
        "actor_confidence": line.set_actors,
        "recipient_confidence": line.set_recipients,
        "status_confidence": line.set_status,
        "date_confidence": line.set_date,
    }
    return {
        **{name: 1.0 for name, value in rated.items() if value is not None},
        "is_sure": True,
        "method": f"{event.method}; {METHOD}: {', '.join(said)}",
    }
