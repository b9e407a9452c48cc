"""What became of the lines of corrections of a document, as the ledger keeps it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.events.corrections.correction import EventCorrection


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """The sentence in which a line (by its key) corrected an event; or the reason why it did nothing."""

    key: str
    sentence_no: int | None = None
    reason: str | None = None


def refuse_lines(lines: Iterable[EventCorrection], reason: str) -> tuple[LineOutcome, ...]:
    """The outcomes of lines that could do nothing, all for one reason."""
    return tuple(LineOutcome(line.key, reason=reason) for line in lines)


def write_outcomes(outcomes: Sequence[LineOutcome]) -> str | None:
    """Outcomes as JSON; None without any."""
    if not outcomes:
        return None
    return json.dumps([dataclasses.asdict(outcome) for outcome in outcomes], ensure_ascii=False)


def read_outcomes(text: str | None) -> tuple[LineOutcome, ...]:
    """Read what `write_outcomes` wrote."""
    return tuple(LineOutcome(**fields) for fields in json.loads(text)) if text else ()
