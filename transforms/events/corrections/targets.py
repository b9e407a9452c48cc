"""Which event a line of corrections means: found by words, because ids change when a text is read anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemas.events import Event
from schemas.identifiers import make_id
from schemas.sentences import Sentence
from transforms.events.corrections.correction import EventCorrection

# Quotation marks that keyboards lack: a file that was typed still matches.
PLAIN = str.maketrans("’‘“”", "''\"\"")
SHOWN_CHARS = 60


class UnmatchedLineError(ValueError):
    """A line of corrections means nothing in its document; the message says why."""


def find_words(words: str, text: str, is_whole: bool = True) -> Iterator[tuple[int, int]]:
    """Places of words in a text, however they are spaced; whole words unless told otherwise."""
    parts = r"\s+".join(re.escape(part) for part in words.translate(PLAIN).split())
    pattern = rf"(?<!\w){parts}(?!\w)" if is_whole else parts
    for match in re.finditer(pattern, text.translate(PLAIN)) if parts else ():
        yield match.start(), match.end()


def locate_trigger(event: Event, text: str) -> tuple[int, int]:
    """Place of the trigger of an event in the text: the one that its id is made of, else the first."""
    places = list(find_words(event.trigger, text[event.char_start : event.char_end], is_whole=False))
    spans = [(event.char_start + start, event.char_start + end) for start, end in places]
    for start, end in spans:
        if event.event_id == make_id("ev", event.document_id, start, event.trigger, event.deed_type):
            return start, end
    return spans[0] if spans else (event.char_start, event.char_end)


def list_places(line: EventCorrection, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Places in the text where the words of a line stand, in the sentences that it means.

    Raises:
        UnmatchedLineError: there are none.
    """
    meant = [s for s in sentences if _is_meant(line, s)]
    if line.sentence and not meant:
        raise UnmatchedLineError(f"no sentence begins with {_show(line.sentence)}")
    places = [
        (s.char_start + start, s.char_start + end)
        for s in meant
        for start, end in find_words(line.trigger, s.text)
    ]
    if not places:
        where = "that sentence" if line.sentence else "the text"
        raise UnmatchedLineError(f"{_show(line.trigger)} is not in {where}")
    return places


def find_target(
    line: EventCorrection, events: Sequence[Event], text: str, sentences: Sequence[Sentence]
) -> Event:
    """The event that a line means: whose trigger is these words, else whose trigger shares some of them.

    Raises:
        UnmatchedLineError: there is none, or several that the line does not tell apart.
    """
    places = list_places(line, sentences)
    spans = [(event, *locate_trigger(event, text)) for event in events]
    exact = [e for e, start, end in spans if (start, end) in places]
    near = exact or [e for e, start, end in spans if any(start < b and a < end for a, b in places)]
    if not near:
        raise UnmatchedLineError(f"no event is read at {_show(line.trigger)}")
    found = [e for e in near if line.deed_type in (None, e.deed_type)]
    if not found:
        types = ", ".join(sorted({e.deed_type for e in near}))
        raise UnmatchedLineError(f"no {line.deed_type} is read at {_show(line.trigger)}, but {types}")
    if len(found) > 1:
        raise UnmatchedLineError(f"{_show(line.trigger)} names {len(found)} events: {_tell_how(found)}")
    return found[0]


def _tell_how(events: Sequence[Event]) -> str:
    if len({e.sentence_no for e in events}) > 1:
        return "name the sentence"
    if len({e.deed_type for e in events}) > 1:
        return f"name the deed_type, of {', '.join(sorted({e.deed_type for e in events}))}"
    return "name more words"


def _is_meant(line: EventCorrection, sentence: Sentence) -> bool:
    if line.sentence is None:
        return True
    return any(
        start == 0 for start, _ in find_words(line.sentence.rstrip(" .…"), sentence.text, is_whole=False)
    )


def _show(words: str) -> str:
    return repr(words if len(words) <= SHOWN_CHARS else words[: SHOWN_CHARS - 1] + "…")
