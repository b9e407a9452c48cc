"""When an event happened: the time expression, or the day of report, that the reader links it to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemas.events import DateMethod, DatePrecision
from schemas.time_expressions import TimeExpression
from transforms.dates.lookup import TimeLookup, is_placing
from transforms.events.rows.told_orders import find_order, move_day
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.labels import DATE_LINKS
from transforms.reading.readings import Reading

# An earlier sentence dates an event only from this near.
BACK = 8
FINE_PRECISIONS = (frozenset({"day"}), frozenset({"week", "month"}))
# An event is left undated only where the reader is this sure that nothing dates it.
UNDATED = 0.65


@dataclass(frozen=True, slots=True)
class EventDate:
    """Date of an event and how it is known."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision | None = None
    method: DateMethod = "none"
    text: str | None = None


class EventDating:
    """Dates the readings of one document."""

    def __init__(self, parsed: ParsedDocument, times: Sequence[TimeExpression]) -> None:
        self._parsed = parsed
        self._lookup = TimeLookup(times)
        self._dated = [
            t for t in sorted(times, key=lambda t: t.char_start) if is_placing(t) and t.start_on is not None
        ]

    def date_reading(self, reading: Reading) -> EventDate:
        """The date of a reading."""
        link = choose_link(reading)
        ordered = self._find_ordered(reading)
        if ordered is not None:
            return ordered
        if link == "none":
            return EventDate()
        if link == "publication":
            return self._date_of_report()
        marked = self._find_marked(reading)
        if marked is not None:
            return _as_date(marked)
        if link == "words":
            governing = self._find_governing(reading)
            return _as_date(governing) if governing is not None else self._tell_words(reading)
        earlier = self._find_earlier(reading.sentence)
        return _as_date(earlier) if earlier is not None else self._date_of_report()

    def _date_of_report(self) -> EventDate:
        """The day of publication, where it is known to the day."""
        day = self._parsed.published_on
        if day is None or self._parsed.published_precision not in {"day", "time"}:
            return EventDate()
        return EventDate(day, day, "day", "publication")

    def _find_ordered(self, reading: Reading) -> EventDate | None:
        """The date of "two days after police had arrested him", counted from the day told before it."""
        sentence = self._parsed.sentences[reading.sentence]
        order = find_order(self._parsed.text[sentence.char_start : sentence.char_start + reading.start])
        if order is None:
            return None
        times = self._lookup.in_sentence(reading.sentence)
        start, end = sentence.char_start + order.start("rest"), sentence.char_start + reading.start
        if any(start <= t.char_start < end and t.start_on is not None for t in times):
            return None
        anchors = [t.start_on for t in times if t.precision == "day" and t.char_end < start and t.start_on]
        told = move_day(anchors[-1], order) if anchors else None
        words = order.group().removesuffix(order["rest"]).strip()
        return None if told is None else EventDate(*told, "relative", words)

    def _find_marked(self, reading: Reading) -> TimeExpression | None:
        """The time expression on the words that the reader marks, best score first."""
        for span in sorted(reading.list_spans("date"), key=lambda s: -s.score):
            if not 0 <= span.sentence < len(self._parsed.sentences):
                continue
            offset = self._parsed.sentences[span.sentence].char_start
            for time in self._lookup.in_sentence(span.sentence):
                overlaps = time.char_start < offset + span.end and offset + span.start < time.char_end
                if overlaps and time.start_on is not None:
                    return time
        return None

    def _tell_words(self, reading: Reading) -> EventDate:
        """The words alone, where nothing fixes the date that they tell."""
        spans = [s for s in reading.list_spans("date") if s.sentence == reading.sentence]
        if not spans:
            return EventDate()
        best = max(spans, key=lambda s: s.score)
        offset = self._parsed.sentences[best.sentence].char_start
        return EventDate(text=self._parsed.slice(offset + best.start, offset + best.end))

    def _find_governing(self, reading: Reading) -> TimeExpression | None:
        """The time expression of the clause of a trigger, by the parse."""
        offset = self._parsed.sentences[reading.sentence].char_start
        span = self._parsed.doc.char_span(
            offset + reading.start, offset + reading.end, alignment_mode="expand"
        )
        found = self._lookup.governing(span.root) if span is not None else None
        return found if found is not None and found.start_on is not None else None

    def _find_earlier(self, sentence_no: int) -> TimeExpression | None:
        """The last day told before a sentence, else the last month or week."""
        before = [t for t in self._dated if sentence_no - BACK <= t.sentence_no < sentence_no]
        for precisions in FINE_PRECISIONS:
            found = [t for t in before if t.precision in precisions]
            if found:
                return found[-1]
        return None


def choose_link(reading: Reading) -> str:
    """What dates a reading: one of DATE_LINKS."""
    none, *others = reading.date_links
    if none >= UNDATED:
        return DATE_LINKS[0]
    return DATE_LINKS[1 + max(range(len(others)), key=lambda i: others[i])]


def _as_date(time: TimeExpression) -> EventDate:
    method: DateMethod = "relative" if time.anchor_on is not None else "text"
    return EventDate(time.start_on, time.end_on, time.precision, method, time.text)
