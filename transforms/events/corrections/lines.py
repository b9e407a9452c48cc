"""Read a user's corrections of events from a CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from transforms.correction_file import Cells, CorrectionError, read_lines
from transforms.events.corrections.correction import (
    ACTIONS,
    COLUMNS,
    FIXES,
    NONE,
    EventCorrection,
    list_modes,
)
from transforms.events.vocabulary.ontology import load_ontology
from transforms.reading.labels import STATUSES


def parse_event_corrections(text: str) -> tuple[tuple[EventCorrection, ...], tuple[str, ...]]:
    """Corrections of a CSV text with the columns of `COLUMNS`, and what is wrong with other lines.

    Raises:
        CorrectionError: unknown or missing columns.
    """
    return read_lines(text, COLUMNS, COLUMNS[:3], _parse_row)


def _parse_row(number: int, row: Cells) -> EventCorrection:
    action = (row.get("action") or "").lower()
    if action not in ACTIONS:
        raise CorrectionError(f"action must be one of {', '.join(ACTIONS)}, not {row.get('action')!r}")
    document, trigger = row.get("document"), row.get("trigger")
    if document is None or trigger is None:
        raise CorrectionError("document and trigger are needed")
    given = [name for name in FIXES if row.get(name)]
    if action == "veto" and given:
        raise CorrectionError(f"a veto takes the event away; it sets no {', '.join(given)}")
    if action == "fix" and not given:
        raise CorrectionError(f"fix states nothing: one of {', '.join(FIXES)} is needed")
    status = (row.get("set_status") or "").lower() or None
    if status is not None and status not in STATUSES:
        raise CorrectionError(f"unknown set_status {status!r}; known: {', '.join(STATUSES)}")
    deed_type, set_deed_type = _read_type(row, "deed_type"), _read_type(row, "set_deed_type")
    return EventCorrection(
        line=number,
        action=action,
        document=document,
        trigger=" ".join(trigger.split()),
        sentence=row.get("sentence"),
        deed_type=deed_type,
        set_deed_type=set_deed_type,
        set_mode=_read_mode(row.get("set_mode"), set_deed_type or deed_type),
        set_status=status,
        set_actors=_read_names(row.get("set_actors")),
        set_recipients=_read_names(row.get("set_recipients")),
        set_date=_read_date(row.get("set_date")),
        reason=row.get("reason"),
    )


def _read_type(row: Cells, column: str) -> str | None:
    kind = (row.get(column) or "").upper() or None
    if kind is not None and kind not in load_ontology():
        raise CorrectionError(f"unknown {column} {kind!r}; known: {', '.join(load_ontology())}")
    return kind


def _read_mode(cell: str | None, deed_type: str | None) -> str | None:
    mode = cell.lower() if cell else None
    if mode in (None, NONE) or mode in list_modes(deed_type):
        return mode
    known = ", ".join(sorted(list_modes(deed_type))) or "none"
    raise CorrectionError(
        f"unknown set_mode {mode!r}" + (f" of {deed_type}" if deed_type else "") + f"; known: {known}"
    )


def _read_names(cell: str | None) -> tuple[str, ...] | None:
    if cell is None:
        return None
    names: Sequence[str] = [" ".join(name.split()) for name in cell.split("|")]
    return tuple(name for name in names if name not in ("", NONE))


def _read_date(cell: str | None) -> str | None:
    if cell in (None, NONE):
        return cell
    try:
        return date.fromisoformat(str(cell)).isoformat()
    except ValueError as error:
        raise CorrectionError(f"{cell!r} is not a date (YYYY-MM-DD)") from error
