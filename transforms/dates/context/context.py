"""What is known at a place of a document: its date, the day narrated, tense and quotation."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from pathlib import Path

from spacy.tokens import Token

from schemas.documents import PublishedPrecision
from transforms.dates.context.fiscal import find_year_end, is_named_by_start, read_year_end
from transforms.dates.context.periods import FINENESS, Period, make_day, make_month, make_year
from transforms.dates.context.reading import Reading
from transforms.dates.grammar.masks import load_masks
from transforms.dates.grammar.scan import Candidate
from transforms.language.parsed_document import ParsedDocument
from transforms.language.quote_marks import find_marked_spans
from transforms.language.syntax import find_verb
from transforms.language.tense import Tense, find_tense, is_scheduled
from transforms.lexicon.word_lists import read_lines

_ASIDE_WORDS = frozenset(read_lines(Path(__file__).with_name("aside_words.txt")))
# A day is narrated news when it lies at most this many days before publication.
NEWS_DAYS = 8
# A line with a date heads a post when it is this short, in characters, and so many days old at most.
POST_LINE = 45
POST_DAYS = 60


class Context:
    """Anchors of one document, moved on as its expressions are resolved in order."""

    def __init__(
        self, parsed: ParsedDocument, published: tuple[date, PublishedPrecision] | None, is_day_first: bool
    ) -> None:
        self.parsed = parsed
        self.is_day_first = is_day_first
        self.published = _read_published(published)
        self.narrated: Period | None = None
        self.history: list[tuple[int, Period]] = []
        self._starts: list[int] = parsed.doc.to_array("IDX").tolist() if len(parsed.doc) else []
        self._quoted = [(s.start, s.end) for s in find_marked_spans(parsed.text)]
        self._masked = load_masks().find_names(parsed.text)
        self.fallback: Period | None = None
        self.first_news: Period | None = None
        self.year_end = find_year_end(parsed.text) or read_year_end(parsed.fiscal_year_start)
        named_by_start = is_named_by_start(parsed.text, self.published_day, self.year_end)
        self.fiscal_shift = 1 if named_by_start else 0
        self._post_day: date | None = None
        self._tenses: dict[tuple[int, int], Tense | None] = {}

    def restart(self, fallback: Period) -> None:
        """Forget what was told, for a second pass that knows the first day of the text."""
        self.fallback, self.narrated, self.history = fallback, None, []

    @property
    def published_day(self) -> date | None:
        """Publication day, where it is known to the day."""
        return self.published.start if self.published and self.published.precision == "day" else None

    @property
    def published_month(self) -> Period | None:
        """Publication month, where it is known at least to the month."""
        if self.published is None or self.published.precision == "year":
            return None
        return make_month(self.published.start.year, self.published.start.month)

    @property
    def published_year(self) -> int | None:
        """Publication year."""
        return self.published.start.year if self.published else None

    def is_quoted(self, char: int) -> bool:
        """Whether a character stands inside quotation marks."""
        n = bisect_right(self._quoted, (char, len(self.parsed.text) + 1)) - 1
        return n >= 0 and self._quoted[n][0] <= char < self._quoted[n][1]

    def reference_day(self, candidate: Candidate) -> date | None:
        """The day that "today" means here: publication, the post's day, in a quotation the one narrated."""
        if self.narrated and self.narrated.precision == "day" and self.is_quoted(candidate.char_start):
            return self.narrated.start
        return self._post_day or self.published_day

    def token_range(self, char_start: int, char_end: int) -> tuple[int, int]:
        """Tokens of the language model that cover a span."""
        first = max(0, bisect_right(self._starts, char_start) - 1)
        return first, max(first + 1, bisect_right(self._starts, char_end - 1))

    def is_masked(self, char_start: int, char_end: int) -> bool:
        """Whether a span touches a name that only looks like a time."""
        return any(start < char_end and char_start < end for start, end in self._masked)

    def token_at(self, char: int) -> Token:
        """The language model's token that holds a character."""
        return self.parsed.doc[self.token_range(char, char + 1)[0]]

    def first_token(self, candidate: Candidate) -> Token:
        """The language model's token at the start of a match."""
        return self.parsed.doc[self.token_range(candidate.char_start, candidate.char_end)[0]]

    def previous_token(self, candidate: Candidate) -> Token | None:
        """The token before a match, within its sentence."""
        token = self.first_token(candidate)
        return token.nbor(-1) if token.i > 0 and not _is_sentence_start(self.parsed, token) else None

    def next_token(self, candidate: Candidate) -> Token | None:
        """The token behind a match; None at the end of the text."""
        last = self.token_range(candidate.char_start, candidate.char_end)[1]
        return self.parsed.doc[last] if last < len(self.parsed.doc) else None

    def tense(self, candidate: Candidate) -> Tense | None:
        """Tense of the verb that governs a match."""
        span = self.token_range(candidate.char_start, candidate.char_end)
        if span not in self._tenses:  # asked for while a match is judged, and again while it is resolved
            self._tenses[span] = find_tense(self.parsed.doc, *span)
        return self._tenses[span]

    def governor(self, candidate: Candidate) -> Token | None:
        """The verb that governs a match."""
        first, last = self.token_range(candidate.char_start, candidate.char_end)
        return find_verb(self.parsed.doc[first:last].root, of_clause=True)

    def is_simple_past(self, candidate: Candidate) -> bool:
        """Whether the verb that governs a match is a plain past form ("stayed until Friday")."""
        verb = self.governor(candidate)
        return verb is not None and verb.tag_ == "VBD"

    def is_scheduled(self, candidate: Candidate) -> bool:
        """Whether the governing verb in the present tells of a plan ("the session opens on Monday")."""
        verb = self.governor(candidate)
        return verb is not None and is_scheduled(verb)

    def remember(self, candidate: Candidate, reading: Reading) -> None:
        """Take a resolved date as an anchor for what follows."""
        is_span = reading.type in ("DATE", "TIME") or reading.method == "first_months"
        if not is_span or reading.start is None or reading.end is None:
            return
        if reading.precision is None or reading.value is None:
            return
        period = Period(reading.value[:10], reading.start, reading.end, reading.precision)
        if reading.precision == "day" and reading.start == reading.end:
            period = make_day(reading.start)
        self.history.append((candidate.char_start, period))
        if period.precision == "day" and reading.anchor is None and self._heads_post(candidate):
            self._post_day = period.start
        if self.first_news is None and reading.precision == "day" and self.tense(candidate) == "past":
            self.first_news = period
        if reading.method == "overnight" or self._is_aside(candidate):
            return
        if reading.precision == "day" and self._is_news(reading.start):
            self.narrated = period

    def _heads_post(self, candidate: Candidate) -> bool:
        """Whether a full date is the line above a post of a running page, days before its publication."""
        text, day = self.parsed.text, self.published_day
        start = text.rfind("\n", 0, candidate.char_start) + 1
        end = text.find("\n", candidate.char_end)
        if day is None or start == 0 or end < 0 or end - start > POST_LINE:
            return False
        told = self.history[-1][1].start
        return 0 <= (day - told).days <= POST_DAYS

    def _is_aside(self, candidate: Candidate) -> bool:
        """Whether a day is only compared with, and the story goes on elsewhere: "better than yesterday"."""
        before = self.previous_token(candidate)
        return before is not None and before.lower_ in _ASIDE_WORDS

    def latest(self, *precisions: str) -> Period | None:
        """The last resolved date of one of these precisions, or finer."""
        coarsest = max(FINENESS[p] for p in precisions)  # type: ignore[index]
        for _, period in reversed(self.history):
            if FINENESS[period.precision] <= coarsest:
                return period
        return None

    def latest_exactly(self, precision: str) -> Period | None:
        """The last resolved date of exactly this precision."""
        return next((p for _, p in reversed(self.history) if p.precision == precision), None)

    def told_before(self, char: int, precision: str, within: int) -> Period | None:
        """The last resolved date at least that fine, told at most so many characters before."""
        limit = FINENESS[precision]  # type: ignore[index]
        for start, period in reversed(self.history):
            if char - start > within:
                return None
            if FINENESS[period.precision] <= limit:
                return period
        return None

    def _is_news(self, on: date) -> bool:
        day = self.published_day
        return True if day is None else 0 <= (day - on).days <= NEWS_DAYS


def _is_sentence_start(parsed: ParsedDocument, token: Token) -> bool:
    start, _ = parsed.sentence_tokens[parsed.sentence_no_of(token)]
    return start == token.i


def _read_published(published: tuple[date, PublishedPrecision] | None) -> Period | None:
    if published is None:
        return None
    on, precision = published
    if precision == "year":
        return make_year(on.year)
    if precision == "month":
        return make_month(on.year, on.month)
    return make_day(on)
