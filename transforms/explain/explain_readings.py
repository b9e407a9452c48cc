"""Explain readings: what the reader says, what its words were grounded to, and why there is no row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.events import Event
from schemas.mentions import Mention
from schemas.quotes import Quote
from schemas.time_expressions import TimeExpression
from transforms.actors.findings import ActorFindings
from transforms.events.parties.parties import Parties, has_party
from transforms.events.rows.build_event import RowBuilder
from transforms.explain.facts import CandidateFacts, ScoredName
from transforms.explain.marked_words import describe_words
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.confidence import ROLE_NUMBERS
from transforms.reading.labels import DATE_LINKS, PRESENCES, STATUSES, TYPES
from transforms.reading.model_files import ReaderFiles
from transforms.reading.readings import Reading, WordSpan

NEXT_TYPES = 3
LEAST_SCORE = 0.01

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
        self._builder = RowBuilder(parsed, files, actors, times, quotes)

    def explain(
        self, readings: Sequence[Reading], faint: Sequence[Reading], events: Sequence[Event]
    ) -> list[tuple[int, CandidateFacts]]:
        """Facts with the number of their sentence, in text order, better ones first.

        `events` are the rows of `readings`; `faint` ones have none.
        """
        rows = {event.event_id: event for event in events}
        grounding = self._builder.grounding
        found = [(r, grounding.ground(r)) for r in (*readings, *faint)]
        words = [self._ground_words(r) for r in (*readings, *faint)]
        known = grounding.enrich()
        facts = [
            (r.sentence, self._describe(r, parties, words[n], known, rows if n < len(readings) else {}))
            for n, (r, parties) in enumerate(found)
        ]
        return sorted(facts, key=lambda f: (f[1].char_start, -f[1].score))

    def _ground_words(self, reading: Reading) -> Grounded:
        grounding = self._builder.grounding
        return [
            (span, grounding.ground_words(span) if span.role in ROLE_NUMBERS else [])
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
        files, drafted = self._files, self._builder.build_event(reading)
        start, end = self._builder.locate_trigger(reading)
        is_kept = drafted.event_id in rows
        cut = files.cuts.find_cut(reading.kind, reading.status)
        return CandidateFacts(
            char_start=start,
            char_end=end,
            score=round(reading.score, 3),
            cut=cut,
            sure_from=files.sure[reading.kind],
            is_kept=is_kept,
            left_out=() if is_kept else tuple(_say_why_not(reading, parties, cut)),
            next_types=_rank_next_types(reading),
            statuses=_rank(STATUSES, reading.statuses),
            words=tuple(
                describe_words(self._parsed, span, mentions, parties, known) for span, mentions in words
            ),
            presences={
                role: _rank(PRESENCES, reading.presences[number]) for role, number in ROLE_NUMBERS.items()
            },
            date_links=_rank(DATE_LINKS, reading.date_links),
            event=rows.get(drafted.event_id, drafted),
        )


def _say_why_not(reading: Reading, parties: Parties, cut: float) -> Iterator[str]:
    if reading.score < cut:
        yield f"score {round(reading.score, 3):g} is below the cut {cut:g} of {reading.kind}"
    if has_party(reading, parties):
        return
    if reading.list_spans("actor") or reading.list_spans("recipient"):
        yield "no party: the words marked as actor or recipient stand for nobody that is known"
    else:
        yield "no party: no words are marked as actor or recipient, and none is taken to be told"


def _rank_next_types(reading: Reading) -> tuple[ScoredName, ...]:
    ranked = _rank(TYPES, reading.scores)
    others = (t for t in ranked if t.name != reading.kind and t.score >= LEAST_SCORE)
    return tuple(others)[:NEXT_TYPES]


def _rank(names: Sequence[str], scores: Sequence[float]) -> tuple[ScoredName, ...]:
    """Names with their scores, best first."""
    found = (ScoredName(n, round(s, 3)) for n, s in zip(names, scores, strict=True))
    return tuple(sorted(found, key=lambda f: -f.score))
