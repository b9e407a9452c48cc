"""When an event happened: the time of its clause, else the day that the article tells of.

An article tells of one day (the narrative day): the date that governs a main clause of its opening, else
the day of publication. Events in a past or perfect tense that carry no date of their own happened on that
day; what the text puts before it (past perfect), in a relative clause, or into the future stays undated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Token

from schemas.events import DateMethod, DatePrecision
from schemas.time_expressions import TimeExpression
from transforms.dates.lookup import TimeLookup, find_clause
from transforms.events.clauses import is_detached
from transforms.events.coding import Coding
from transforms.events.date_distance import Distance, find_distance, find_saying
from transforms.events.foreign_dates import find_dates_of_nouns, goes_on, is_remote, list_names
from transforms.events.word_sets import word_set
from transforms.language.parsed_document import ParsedDocument

OPENING_SENTENCES = 4
NARRATIVE_SPAN = timedelta(days=8)
BACKGROUND_DEPS = frozenset({"relcl", "acl"})
BACKGROUND_WORDS = word_set("background_words")


@dataclass(frozen=True, slots=True)
class EventDate:
    """Date of an event and how it is known."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision | None = None
    method: DateMethod = "none"
    text: str | None = None


@dataclass(frozen=True, slots=True)
class NarrativeDay:
    """The day that an article tells of."""

    day: date
    method: DateMethod
    text: str | None


def find_narrative_day(parsed: ParsedDocument, times: TimeLookup) -> NarrativeDay | None:
    """The day of the opening's main clauses, else that of publication; None for undated texts."""
    published = _read_publication_day(parsed)
    for number in range(min(OPENING_SENTENCES, len(parsed.sentences))):
        root = parsed.sentence_span(number).root
        for head in (root, *(c for c in root.children if c.dep_ in {"ccomp", "conj"})):
            found = times.governing(head)
            if found is None or found.start_on is None or found.precision != "day":
                continue
            if published is not None and not -NARRATIVE_SPAN <= found.start_on - published <= timedelta(
                days=1
            ):
                continue
            return NarrativeDay(found.start_on, _method(found), found.text)
    return NarrativeDay(published, "publication", None) if published is not None else None


def _read_publication_day(parsed: ParsedDocument) -> date | None:
    """The day of publication, where it is known to the day."""
    return parsed.published_on if parsed.published_precision in {"day", "time"} else None


def find_carried_dates(parsed: ParsedDocument, times: TimeLookup) -> dict[int, TimeExpression]:
    """By sentence: the day, week or month that an earlier sentence of its paragraph set.

    A date well apart from publication is carried only as far as the story of the same names goes.
    """
    published = _read_publication_day(parsed)
    carried: dict[int, TimeExpression] = {}
    current: TimeExpression | None = None
    names: set[str] = set()
    for number, sentence in enumerate(parsed.sentences):
        if number and "\n" in parsed.text[parsed.sentences[number - 1].char_end : sentence.char_start]:
            current = None
        if current is not None and is_remote(current, published):
            current = current if goes_on(parsed, number, names) else None
        if current is not None:
            carried[number] = current
        root = parsed.sentence_span(number).root
        found = times.governing(
            root, [t for t in times.in_sentence(number) if times.described_noun(root.doc, t)]
        )
        if found is not None and found.start_on is not None and found.precision in {"day", "week", "month"}:
            current, names = found, set()
        names |= list_names(parsed, number)
    return carried


def find_opening_date(parsed: ParsedDocument, sentence_no: int, times: TimeLookup) -> TimeExpression | None:
    """The date before the colon of a time line ("April 2014: Militants kidnap ...")."""
    start = parsed.sentences[sentence_no].char_start
    for time in times.in_sentence(sentence_no)[:1]:
        if time.char_start - start <= 2 and parsed.text[time.char_end : time.char_end + 2].lstrip()[:1] in {
            ":",
            "–",
            "—",
        }:
            return time
    return None


class EventDating:
    """Dates the events of one document."""

    def __init__(self, parsed: ParsedDocument, times: TimeLookup) -> None:
        self._parsed = parsed
        self._times = times
        self._narrative = find_narrative_day(parsed, times)
        self._carried = find_carried_dates(parsed, times)

    def date_event(self, sentence_no: int, coding: Coding) -> EventDate:
        """The date of an event: its own, that of its time line, its paragraph's, or the article's."""
        foreign = find_dates_of_nouns(coding, sentence_no, self._times)
        for token in (coding.anchor, coding.noun):
            found = self._times.governing(token, foreign) if token is not None else None
            if found is not None and found.start_on is not None:
                return _as_date(found, _method(found))
        told = self._date_of_when(sentence_no, coding.anchor)
        if told is not None:
            return _as_date(told, _method(told))
        distance = find_distance(coding.noun or coding.anchor, self._times) or find_distance(
            coding.anchor, self._times
        )
        if distance is not None:
            return self._count_from(distance)
        opening = find_opening_date(self._parsed, sentence_no, self._times)
        if opening is not None and opening.start_on is not None:
            return _as_date(opening, _method(opening))
        said = find_saying(coding)
        if said is not None:
            found = self._times.governing(said)
            if found is not None and found.start_on is not None:
                return _as_date(found, _method(found))
        is_past_wish = coding.status == "hypothetical" and coding.anchor.tag_ == "VBD"
        if not (coding.status == "actual" or is_past_wish) or _is_background(said or coding.anchor):
            return EventDate()
        if sentence_no in self._carried:
            return _as_date(self._carried[sentence_no], "relative")
        if self._narrative is None:
            return EventDate()
        day = self._narrative.day
        method: DateMethod = "publication" if self._narrative.method == "publication" else "relative"
        return EventDate(day, day, "day", method, self._narrative.text)

    def _count_from(self, distance: Distance) -> EventDate:
        """The date that lies a stated time before or after the main clause's: "came a day after ..."."""
        main = self._times.governing(distance.main)
        day = main.start_on if main is not None and main.precision == "day" else None
        if day is None and self._narrative is not None and not _is_background(distance.main):
            day = self._narrative.day
        counted = distance.count_from(day) if day is not None else None
        if counted is None:
            return EventDate()
        start, end, precision = counted
        return EventDate(start, end, precision, "relative", distance.text)

    def _date_of_when(self, sentence_no: int, anchor: Token) -> TimeExpression | None:
        """The date that a clause with "when" explains ("in late 2020, when he crushed the protests")."""
        clause = find_clause(anchor) or anchor
        if clause.dep_ == "advcl" and not any(c.lower_ == "when" for c in clause.children):
            clause = find_clause(clause.head) or clause  # "when X gave aid as he crushed ..."
        if clause.dep_ not in {"relcl", "advcl"} or not any(c.lower_ == "when" for c in clause.children):
            return None
        when = next(c for c in clause.children if c.lower_ == "when")
        for time in self._times.in_sentence(sentence_no):
            gap = when.idx - time.char_end
            if 0 <= gap <= 2 and time.start_on is not None:
                return time
        return None


def _as_date(time: TimeExpression, method: DateMethod) -> EventDate:
    return EventDate(time.start_on, time.end_on, time.precision, method, time.text)


def _method(time: TimeExpression) -> DateMethod:
    return "relative" if time.anchor_on is not None else "text"


def _is_background(anchor: Token) -> bool:
    """Whether an event is told as something from before: past perfect, relative clause, "years ago"."""
    head = find_clause(anchor) or anchor
    if head.dep_ in BACKGROUND_DEPS and head.tag_ in {"VBD", "VBN"} and not is_detached(head):
        return True
    children = list(head.children)
    if any(c.dep_ in {"aux", "auxpass"} and c.lower_ == "had" for c in children):
        # "said 40 people had been arrested" puts the perfect back, not the deed
        return head.dep_ != "ccomp" or head.head.tag_ != "VBD"
    if any(c.dep_ == "advmod" and c.lower_ in BACKGROUND_WORDS for c in children):
        return True
    return any(c.dep_ == "aux" and c.lower_ in {"will", "would", "could", "may", "might"} for c in children)
