"""Read a user's corrections of actors from a CSV."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import get_args

from schemas.document_actors import ActorType
from schemas.identity import ActorCorrection

ACTIONS = ("merge", "split", "fact")
COLUMNS = (
    "action",
    "subject",
    "target",
    "name",
    "type",
    "country_code",
    "sector",
    "valid_from",
    "valid_to",
    "reason",
)


class CorrectionError(ValueError):
    """A line of the corrections file cannot be used."""


def parse_corrections(text: str) -> tuple[ActorCorrection, ...]:
    """Corrections of a CSV text with the columns of `COLUMNS`; lines that start with "#" are comments.

    Raises:
        CorrectionError: unknown column or action, a missing subject, target, reason or fact, a bad date.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(StringIO("\n".join(lines)))
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    if unknown:
        raise CorrectionError(f"unknown columns: {', '.join(sorted(unknown))}")
    return tuple(_parse_row(number, row) for number, row in enumerate(reader, start=1))


def _parse_row(number: int, row: dict[str, str]) -> ActorCorrection:
    cell = {name: (row.get(name) or "").strip() or None for name in COLUMNS}
    action, subject, reason = cell["action"], cell["subject"], cell["reason"]
    if action not in ACTIONS:
        raise CorrectionError(
            f"correction {number}: action must be one of {', '.join(ACTIONS)}, not {action!r}"
        )
    if subject is None or reason is None:
        raise CorrectionError(f"correction {number}: subject and reason are needed")
    if action == "merge" and cell["target"] is None:
        raise CorrectionError(f"correction {number}: merge needs a target")
    if action == "fact" and not any(cell[c] for c in ("name", "type", "country_code", "sector")):
        raise CorrectionError(f"correction {number}: fact states nothing")
    kind = cell["type"]
    types: dict[str, ActorType] = {t: t for t in get_args(ActorType)}
    if kind is not None and kind not in types:
        raise CorrectionError(f"correction {number}: unknown type {kind!r}")
    return ActorCorrection(
        action=action,
        subject=subject,
        target=cell["target"],
        name=cell["name"],
        type=types[kind] if kind else None,
        country_code=cell["country_code"],
        sector=cell["sector"],
        valid_from=_parse_date(number, cell["valid_from"]),
        valid_to=_parse_date(number, cell["valid_to"]),
        reason=reason,
    )


def _parse_date(number: int, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise CorrectionError(f"correction {number}: {value!r} is not a date (YYYY-MM-DD)") from error
