"""Find the events of a document."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.findings import EventFindings
from transforms.events.nobody import deny_deeds_of_nobody
from transforms.events.plots import leave_out_plots
from transforms.events.rows.ground import ground_readings
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.read_sentences import load_reader, read_sentences


def find_events(
    parsed: ParsedDocument, actors: ActorFindings, times: Sequence[TimeExpression], quotes: Sequence[Quote]
) -> EventFindings:
    """Events of a document with their parties, dates, places, status and speakers.

    Raises:
        ReaderFilesError: a file of the reader is missing or damaged.
    """
    reader = load_reader()
    readings = read_sentences(reader, [s.text for s in parsed.sentences], parsed.title)
    readings = deny_deeds_of_nobody(parsed, leave_out_plots(parsed, readings))
    return ground_readings(parsed, readings, reader.files, actors, times, quotes)
