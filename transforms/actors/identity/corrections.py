"""Read a user's corrections of actors from a CSV."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from schemas.document_actors import ActorType
from schemas.identity import ActorCorrection
from transforms.actors.reference.countries import load_countries
from transforms.correction_file import Cells, CorrectionError, read_lines, refuse_problems
from transforms.link_corrections import LinkCorrections, gather_links, names_link, read_link

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

_CODE = re.compile(r"[A-Z]{3}")


def parse_corrections(text: str) -> tuple[ActorCorrection, ...]:
    """Corrections of a CSV text with the columns of `COLUMNS`; lines that start with "#" are comments.

    Raises:
        CorrectionError: unknown column or action, missing subject, target, reason or fact, bad code or date.
    """
    corrections, problems = read_lines(text, COLUMNS, ("action", "subject"), _parse_row)
    refuse_problems(problems)
    return tuple(c for c in corrections if c is not None)


def parse_links(text: str) -> LinkCorrections:
    """The lines of the same file that merge or split happenings and indicators.

    Raises:
        CorrectionError: an id or action doesn't fit, a reason is missing, or merges lead round in a circle.
    """
    lines, problems = read_lines(text, COLUMNS, ("action", "subject"), _parse_link)
    refuse_problems(problems)
    return gather_links(line for line in lines if line is not None)


def _parse_link(_: int, row: Cells) -> tuple[str, str | None] | None:
    subject = row.get("subject")
    if subject is None or not names_link(subject):
        return None
    if row.get("reason") is None:
        raise CorrectionError("subject and reason are needed")
    return read_link(row.get("action"), subject, row.get("target"))


def _parse_row(_: int, row: Cells) -> ActorCorrection | None:
    if names_link(row.get("subject")):
        return None
    cell = {name: row.get(name) for name in COLUMNS}
    action, subject, reason = cell["action"], cell["subject"], cell["reason"]
    if action not in ACTIONS:
        raise CorrectionError(f"action must be one of {', '.join(ACTIONS)}, not {action!r}")
    if subject is None or reason is None:
        raise CorrectionError("subject and reason are needed")
    if action == "merge" and cell["target"] is None:
        raise CorrectionError("merge needs a target")
    if action == "fact" and not any(cell[c] for c in ("name", "type", "country_code", "sector")):
        raise CorrectionError("fact states nothing: name, type, country_code or sector is needed")
    kind, country = cell["type"], cell["country_code"]
    types: dict[str, ActorType] = {t: t for t in get_args(ActorType)}
    if kind is not None and kind not in types:
        raise CorrectionError(f"unknown type {kind!r}; known: {', '.join(types)}")
    if country is not None and country not in load_countries():
        raise CorrectionError(f"unknown country code {country!r} (ISO 3166 alpha-3)")
    if cell["sector"] is not None and not _CODE.fullmatch(cell["sector"]):
        raise CorrectionError(f"{cell['sector']!r} is no sector code (three capitals, such as GOV)")
    valid_from, valid_to = _parse_date(cell["valid_from"]), _parse_date(cell["valid_to"])
    if valid_from and valid_to and valid_to < valid_from:
        raise CorrectionError("valid_to lies before valid_from")
    return ActorCorrection(
        action=action,
        subject=subject,
        target=cell["target"],
        name=cell["name"],
        type=types[kind] if kind else None,
        country_code=country,
        sector=cell["sector"],
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
    )


def _parse_date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise CorrectionError(f"{value!r} is not a date (YYYY-MM-DD)") from error
