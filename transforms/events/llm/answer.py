"""Read the answer of an optional language model; what isn't grounded in the text is dropped."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, get_args

from schemas.events import EventStatus, EventType
from transforms.language.parsed_document import ParsedDocument

_FENCE = re.compile(r"```(?:json)?(.*)```", re.DOTALL)


class UnusableAnswerError(ValueError):
    """The answer is not the JSON that was asked for."""


@dataclass(frozen=True, slots=True)
class ProposedEvent:
    """An event that the model proposes, its words located: (start, end) offsets into the text."""

    sentence_no: int
    event_type: str
    mode: str | None
    status: str
    trigger: tuple[int, int]
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    date: tuple[int, int] | None
    place: tuple[int, int] | None


def read_answer(content: str, parsed: ParsedDocument) -> tuple[tuple[ProposedEvent, ...], int]:
    """The grounded proposals and the number of those dropped.

    A proposal is dropped when its type is unknown, its sentence doesn't exist, or its trigger isn't
    in that sentence; parties, dates and places that aren't there are left out.

    Raises:
        UnusableAnswerError: no JSON object with a list `events`.
    """
    fenced = _FENCE.fullmatch(content.strip())
    try:
        answer = json.loads(fenced.group(1) if fenced else content)
    except (ValueError, RecursionError) as error:  # also of numbers of thousands of digits, and deep nests
        raise UnusableAnswerError(f"the answer is not JSON: {error}") from error
    listed = answer.get("events") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        raise UnusableAnswerError("the answer has no list `events`")
    proposals = [_ground(item, parsed) for item in listed]
    kept = tuple(p for p in proposals if p is not None)
    return kept, len(proposals) - len(kept)


def _ground(item: Any, parsed: ParsedDocument) -> ProposedEvent | None:
    if not isinstance(item, dict) or item.get("type") not in get_args(EventType):
        return None
    number = item.get("sentence_no")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(parsed.sentences):
        return None
    trigger = _locate(item.get("trigger"), number, parsed)
    if trigger is None:
        return None
    status = item.get("status")
    mode = item.get("mode")
    return ProposedEvent(
        sentence_no=number,
        event_type=item["type"],
        mode=mode if isinstance(mode, str) else None,
        status=str(status) if status in get_args(EventStatus) else "actual",
        trigger=trigger,
        actors=_locate_all(item.get("actors"), number, parsed),
        recipients=_locate_all(item.get("recipients"), number, parsed),
        date=_locate(item.get("date_text"), number, parsed),
        place=_locate(item.get("place_text"), number, parsed),
    )


def _locate_all(words: Any, number: int, parsed: ParsedDocument) -> tuple[tuple[int, int], ...]:
    found = [_locate(w, number, parsed) for w in words] if isinstance(words, list) else []
    return tuple(span for span in found if span is not None)


def _locate(words: Any, number: int, parsed: ParsedDocument) -> tuple[int, int] | None:
    """Offsets of words in a sentence, whole words only."""
    if not isinstance(words, str) or not words.strip():
        return None
    sentence = parsed.sentences[number]
    match = re.search(rf"(?<!\w){re.escape(words.strip())}(?!\w)", sentence.text)
    return (sentence.char_start + match.start(), sentence.char_start + match.end()) if match else None
