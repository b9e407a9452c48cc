"""The user's file of event corrections, and what became of its lines in the warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from flows.settings import SettingsError
from flows.text_file import NotUtf8Error, read_text_file
from schemas.ledger import LedgerEntry
from schemas.sentences import Sentence
from transforms.correction_file import CorrectionError, refuse_problems
from transforms.events.corrections.correction import EventCorrection, EventCorrections
from transforms.events.corrections.lines import parse_event_corrections
from transforms.events.corrections.outcomes import LineOutcome, read_outcomes
from transforms.events.corrections.targets import UnmatchedLineError, list_places
from warehouse.ledger import read_corrected_entries
from warehouse.rows import read_rows

State = Literal["used", "waiting", "not used"]


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line and what became of it; `reason` says why it does nothing, or nothing yet."""

    line: EventCorrection
    state: State
    reason: str = ""

    def __str__(self) -> str:
        return f"line {self.line.line}, {self.line.document}: {self.reason}"


def read_event_corrections(path: Path | None) -> EventCorrections:
    """The user's corrections of events; none without a file.

    Raises:
        SettingsError: the file can't be read, or lines of it can't be used; names file, lines and reasons.
    """
    lines, problems = read_checked_lines(path)
    try:
        refuse_problems(problems)
    except CorrectionError as error:
        raise SettingsError(f"the event corrections file {path}: {error}") from error
    return EventCorrections(lines)


def read_checked_lines(path: Path | None) -> tuple[tuple[EventCorrection, ...], tuple[str, ...]]:
    """The lines of the file that can be used, and what is wrong with the others.

    Raises:
        SettingsError: the file can't be read, or is no such table.
    """
    if path is None:
        return (), ()
    try:
        return parse_event_corrections(read_text_file(path))
    except OSError as error:
        raise SettingsError(f"the event corrections file {path} can't be read: {error.strerror}") from error
    except NotUtf8Error as error:
        raise SettingsError(f"the event corrections file {path} {error}") from error
    except CorrectionError as error:
        raise SettingsError(f"the event corrections file {path}: {error}") from error


def judge_lines(con: Any, corrections: EventCorrections) -> list[JudgedLine]:
    """What became of each line in the documents that the warehouse holds."""
    entries: dict[str, list[LedgerEntry]] = {}
    for entry in read_corrected_entries(con, corrections.documents):
        for name in {entry.document_id, entry.uri}:
            entries.setdefault(name, []).append(entry)
    return [_judge(con, line, entries.get(line.document, ()), corrections) for line in corrections.lines]


def _judge(
    con: Any, line: EventCorrection, entries: list[LedgerEntry] | tuple[()], corrections: EventCorrections
) -> JudgedLine:
    if not entries:
        return JudgedLine(line, "not used", "no such document_id or uri in the warehouse")
    waiting = [e for e in entries if e.corrections_sha256 != corrections.hash_of(e.document_id, e.uri)]
    outcomes = [o for e in entries if e not in waiting for o in _list_outcomes(line, e)]
    if any(outcome.reason is None for outcome in outcomes):
        return JudgedLine(line, "used")
    if waiting:
        return JudgedLine(line, "waiting", _look_ahead(con, line, waiting[0]))
    return JudgedLine(line, "not used", "; ".join(dict.fromkeys(o.reason or "" for o in outcomes)))


def _list_outcomes(line: EventCorrection, entry: LedgerEntry) -> Iterator[LineOutcome]:
    return (o for o in read_outcomes(entry.corrections_outcome) if o.key == line.key)


def _look_ahead(con: Any, line: EventCorrection, entry: LedgerEntry) -> str:
    """What can be told of a line before its document is coded again."""
    sentences = read_rows(con, Sentence, "WHERE document_id = ? ORDER BY sentence_no", [entry.document_id])
    try:
        list_places(line, sentences)
    except UnmatchedLineError as error:
        return f"the next run will apply it, but {error}"
    return "the next run will apply it"
