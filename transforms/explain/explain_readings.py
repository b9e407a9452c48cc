"""Explain readings: what the reader says, what its words were grounded to, and why there is no row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.events import Event
from schemas.identifiers import make_id
from schemas.mentions import Mention
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.parties.parties import Parties, PartyGrounding
from transforms.events.parties.places import find_place
from transforms.events.rows.event_dates import EventDate, EventDating
from transforms.events.vocabulary.ontology import describe_type, file_deed
from transforms.explain.facts import CandidateFacts, ScoredName
from transforms.explain.marked_words import describe_words
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.confidence import ROLE_NUMBERS
from transforms.reading.labels import DATE_LINKS, PRESENCES, STATUSES, TYPES
from transforms.reading.model_files import ReaderFiles
from transforms.reading.readings import Reading, WordSpan

NEXT_TYPES = 3
LEAST_SCORE = 0.01
RATED = ("actor", "recipient", "status", "date")

Grounded = list[tuple[WordSpan, list[Mention]]]


class ReadingExplainer:
    """Explains the readings of one document."""

    def __init__(
        self,
        parsed: ParsedDocument,
        files: ReaderFiles,
        actors: ActorFindings,
        times: Sequence[TimeExpression],
        quotes: Sequence[Quote],
    ) -> None:
        self._parsed = parsed
        self._files = files
        self._actors = actors
        self._dating = EventDating(parsed, times)
        self._grounding = PartyGrounding(parsed, actors, quotes)

    def explain(
        self, readings: Sequence[Reading], faint: Sequence[Reading], events: Sequence[Event]
    ) -> list[tuple[int, CandidateFacts]]:
        """Facts with the number of their sentence, in text order, better ones first.

        `events` are the rows of `readings`; `faint` ones have none.
        """
        rows = {event.event_id: event for event in events}
        grounded = [(r, self._grounding.ground(r), self._ground_words(r)) for r in (*readings, *faint)]
        known = self._grounding.enrich()
        found = [
            (r.sentence, self._describe(r, parties, words, known, rows if n < len(readings) else {}))
            for n, (r, parties, words) in enumerate(grounded)
        ]
        return sorted(found, key=lambda f: (f[1].char_start, -f[1].score))

    def _ground_words(self, reading: Reading) -> Grounded:
        return [
            (span, self._grounding.ground_words(span) if span.role in ROLE_NUMBERS else [])
            for span in reading.spans
        ]

    def _describe(
        self,
        reading: Reading,
        parties: Parties,
        words: Grounded,
        known: ActorFindings,
        rows: dict[str, Event],
    ) -> CandidateFacts:
        parsed, files = self._parsed, self._files
        offset = parsed.sentences[reading.sentence].char_start
        start, end = offset + reading.start, offset + reading.end
        trigger = parsed.slice(start, end)
        row = rows.get(make_id("ev", parsed.document_id, start, trigger, reading.kind))
        when = self._dating.date_reading(reading)
        place_text, place = find_place(reading, parsed, self._actors) or (None, None)
        calibration = files.calibration
        return CandidateFacts(
            trigger=trigger,
            char_start=start,
            char_end=end,
            deed_type=reading.kind,
            event_type=file_deed(reading.kind, reading.status),
            score=round(reading.score, 3),
            cut=files.cuts.types[reading.kind],
            sure_from=files.sure[reading.kind],
            is_kept=row is not None,
            is_sure=row is not None and row.is_sure,
            left_out=tuple(self._say_why_not(reading, parties)) if row is None else (),
            next_types=_rank_next_types(reading),
            statuses=_rank(STATUSES, reading.statuses),
            mode=describe_type(reading.kind, reading.mode).mode,
            words=tuple(describe_words(parsed, span, mentions, parties, known) for span, mentions in words),
            presences={
                role: _rank(PRESENCES, reading.presences[number]) for role, number in ROLE_NUMBERS.items()
            },
            place_text=place_text,
            place_actor_id=place.entity_key if place else None,
            date_links=_rank(DATE_LINKS, reading.date_links),
            date=when if row is None else _take_date(row),
            is_date_lent=row is not None and row.date_start is not None and when.start is None,
            confidences={
                "type": calibration.rate_type(reading),
                **{name: calibration.rate(name, reading) for name in RATED},
            },
            row=row,
        )

    def _say_why_not(self, reading: Reading, parties: Parties) -> Iterator[str]:
        cut = self._files.cuts.types[reading.kind]
        if reading.score < cut:
            yield f"score {round(reading.score, 3):g} is below the cut {cut:g} of {reading.kind}"
        if parties.actors or parties.recipients:
            return
        if reading.list_spans("actor") or reading.list_spans("recipient"):
            yield "no party: the words marked as actor or recipient stand for nobody that is known"
        else:
            yield "no party: no words are marked as actor or recipient"


def _rank_next_types(reading: Reading) -> tuple[ScoredName, ...]:
    ranked = _rank(TYPES, reading.scores)
    others = (t for t in ranked if t.name != reading.kind and t.score >= LEAST_SCORE)
    return tuple(others)[:NEXT_TYPES]


def _rank(names: Sequence[str], scores: Sequence[float]) -> tuple[ScoredName, ...]:
    """Names with their scores, best first."""
    found = (ScoredName(n, round(s, 3)) for n, s in zip(names, scores, strict=True))
    return tuple(sorted(found, key=lambda f: -f.score))


def _take_date(row: Event) -> EventDate:
    return EventDate(row.date_start, row.date_end, row.date_precision, row.date_method, row.date_text)
