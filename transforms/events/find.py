"""Find the events of a document."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.code_sentence import code_sentence
from transforms.events.findings import EventFindings
from transforms.events.lexicon import load_lexicon
from transforms.events.rows import build_rows
from transforms.language.parsed_document import ParsedDocument


def find_events(
    parsed: ParsedDocument, actors: ActorFindings, times: Sequence[TimeExpression], quotes: Sequence[Quote]
) -> EventFindings:
    """Events of a document with their parties, dates, places, status and speakers."""
    lexicon = load_lexicon()
    codings = [
        (number, coding)
        for number in range(len(parsed.sentences))
        for coding in code_sentence(parsed.sentence_span(number), lexicon)
    ]
    return build_rows(parsed, codings, actors, times, quotes)
