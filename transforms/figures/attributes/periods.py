"""The time that a figure is about, and the one that it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from schemas.time_expressions import TimeExpression
from transforms.dates.period_ends import names_period_end
from transforms.figures.anchoring.anchored_quantity import AnchoredQuantity, TokenIndex
from transforms.figures.attributes.period_bounds import (
    FIRST_SINCE,
    Bound,
    is_lasting,
    join_spans,
    move_years_ago,
    read_bound,
)
from transforms.language.syntax import find_verb
from transforms.lexicon.patterns import load_pattern

COMPARED = load_pattern("figures", "periods_compared")
# A baseline that may stand before the figures of its sentence: "Compared with 2022, sales rose 5%".
COMPARES = load_pattern("figures", "compares")
SPAN = load_pattern("figures", "span")
COMPARED_WORD = load_pattern("figures", "compared_word")
# Before a figure that is itself the level compared with: "down from 66 percent in 2019".
LEVEL_BEFORE = load_pattern("figures", "level_before")
BESIDE = load_pattern("figures", "beside")
YEAR_ON_YEAR = load_pattern("figures", "year_on_year")


@dataclass(frozen=True, slots=True)
class FigurePeriods:
    """Period and baseline of a figure; all None when the text does not say."""

    start: date | None = None
    end: date | None = None
    text: str | None = None
    compared_start: date | None = None
    compared_end: date | None = None


class PeriodReader:
    """Finds the dates that belong to the figures of one document."""

    def __init__(
        self,
        text: str,
        index: TokenIndex,
        times: Sequence[TimeExpression],
        anchored: Sequence[AnchoredQuantity] = (),
        published: date | None = None,
    ) -> None:
        self._published = published
        self._text = text
        times = move_years_ago(join_spans(text, times))
        self._baselines = _find_baselines(text, times, anchored)
        self._anchored = anchored
        self._bounds: dict[tuple[int, int], Bound | None] = {}
        self._by_sentence: dict[int, list[tuple[TimeExpression, Token]]] = {}
        for time in times:
            first, last = index.span(time.char_start, time.char_end)
            tokens = index.doc[first : last + 1]
            root = next((t for t in tokens if not first <= t.head.i <= last), index.doc[last])
            self._by_sentence.setdefault(time.sentence_no, []).append((time, root))

    def read(self, a: AnchoredQuantity, focus: Token | None, is_change: bool) -> FigurePeriods:
        """Period and baseline of a figure.

        Args:
            a: the figure.
            focus: head of the phrase that names its series, if any.
            is_change: a baseline is only looked for behind the size of a change or a level with one.
        """
        if a.quantity.unit.dimension == "age" or (a.quantity.unit.dimension == "duration" and not is_change):
            return FigurePeriods()  # unlike "life expectancy fell by 1.2 years in 2021"
        is_change = is_change or a.quantity.unit.dimension == "ratio"
        own, baselines, levels = self._sort_times(a, focus)
        baseline = self._choose_baseline(a, baselines, is_change) if baselines else None
        if not own and baseline is not None and "same" in baseline.text.lower():
            own = self._same_season_before(a.sentence_no, baseline)
        best = self._choose_own(a, own)
        compared = (baseline.start_on, baseline.end_on) if baseline and is_change else (None, None)
        if compared[0] is None and levels:
            compared = (levels[0].start_on, levels[0].end_on)
        if is_change and best is not None and compared[0] is None and self._is_year_on_year(a):
            compared = (_year_before(best.start_on), _year_before(best.end_on))
        if best is None:
            return FigurePeriods(compared_start=compared[0], compared_end=compared[1])
        start, end = self._bound_days(a, best)
        return FigurePeriods(start, end, best.text, *compared)

    def _sort_times(
        self, a: AnchoredQuantity, focus: Token | None
    ) -> tuple[list[tuple[int, TimeExpression]], list[TimeExpression], list[TimeExpression]]:
        """Times of a figure's sentence: its own with their ranks, baselines, times of levels behind it."""
        own: list[tuple[int, TimeExpression]] = []
        baselines: list[TimeExpression] = []
        levels: list[TimeExpression] = []
        for time, root in self._by_sentence.get(a.sentence_no, ()):
            other = self._baselines.get(time.char_start)
            if other is not None and other != a.start:
                levels += [time] if 0 < other - a.end < 90 else []
                continue
            if other == a.start:
                own.append((6, time))  # "down from 14 million tonnes a year earlier": that year is its own
                continue
            rank = self._rank(a, focus, time, root)
            if self._is_baseline(time):
                baselines.append(time)
            elif rank < 5 and a.quantity.per_unit in ("a", "mo", "wk") and time.start_on == time.end_on:
                continue  # "signed on Tuesday for 2 million tonnes a year": the day is not the rate's
            elif rank and (bound := self._bound(a, focus, time, root, rank)) != "outside":
                own.append((rank, time))
                self._bounds[a.start, time.char_start] = bound
        return own, baselines, levels

    def _bound_days(self, a: AnchoredQuantity, own: TimeExpression) -> tuple[date | None, date | None]:
        """First and last day of a figure's own time, as it is bounded."""
        bound = self._bounds.get((a.start, own.char_start))
        start = None if bound == "end" else own.start_on
        end = None if bound == "open" else own.end_on
        if start is not None and end is not None and names_period_end(own.text):
            start = end  # "at the end of June": a point
        return start, end

    def _choose_own(
        self, a: AnchoredQuantity, told: Sequence[tuple[int, TimeExpression]]
    ) -> TimeExpression | None:
        """The closest of the times that may be a figure's own, the nearer of two that are as close."""
        own = [pair for pair in told if not self._lies_ahead(a, pair[1])]
        return max(own, key=lambda pair: (pair[0], -abs(pair[1].char_start - a.start)))[1] if own else None

    def _lies_ahead(self, a: AnchoredQuantity, time: TimeExpression) -> bool:
        """Whether a time after the publication stands with a past verb: "rose 12% in Q4 FY25"."""
        if self._published is None or time.start_on is None or time.start_on <= self._published:
            return False
        verb = find_verb(a.root)
        return verb is not None and verb.tag_ == "VBD" and verb.lower_ not in ("would", "could", "should")

    def _choose_baseline(
        self, a: AnchoredQuantity, told: Sequence[TimeExpression], is_change: bool
    ) -> TimeExpression | None:
        """The nearest baseline behind a figure with no other clause's figure between; else one before."""
        others = [o for o in self._anchored if o.sentence_no == a.sentence_no]
        behind = next((t for t in told if t.char_start > a.start), None)
        if behind is not None:
            between = [o for o in others if a.end <= o.start < behind.char_start and o.start != a.start]
            last = between[-1] if between else a
            words = a.root.doc[a.last + 1 : last.first]
            if not any(t.pos_ in ("VERB", "AUX") for t in words):
                return behind
        if not is_change:
            return None
        for time in reversed([t for t in told if t.char_start < a.start]):
            before = self._text[max(0, time.char_start - 40) : time.char_start]
            if any(o.end <= time.char_start for o in others) or COMPARES.search(before):
                return time
        return None

    def _same_season_before(
        self, sentence_no: int, baseline: TimeExpression
    ) -> list[tuple[int, TimeExpression]]:
        """As in "compared to the same period in 2023" after a sentence on the first quarter of 2024."""
        for number in range(sentence_no, max(-1, sentence_no - 3), -1):
            for time, _ in self._by_sentence.get(number, ()):
                if (
                    time is not baseline
                    and _season(time) == _season(baseline)
                    and time.start_on != baseline.start_on
                ):
                    return [(1, time)]
        return []

    def _bound(
        self, a: AnchoredQuantity, focus: Token | None, time: TimeExpression, root: Token, rank: int
    ) -> Bound | None:
        is_day = time.start_on == time.end_on
        if FIRST_SINCE.search(self._text, max(0, time.char_start - 50), time.char_start):
            return "outside"
        links = {root.i} if rank == 5 and not is_day else {*self._links(a, focus)} - {root.i}
        bound = read_bound(root, links, self._clause(a), is_day)
        if bound == "end" and a.quantity.unit.dimension == "share" and is_lasting(a.root):
            return "outside"  # "two-thirds is reserved until 2030": a share of today
        return bound

    def _is_baseline(self, time: TimeExpression) -> bool:
        before = self._text[max(0, time.char_start - 40) : time.char_start]
        if compares := COMPARED.search(before):
            is_day = time.start_on == time.end_on
            word = compares[0].lower().split()[0]
            if word == "over" and SPAN.match(time.text):
                return False  # "over the next century", where "over 2022" is a comparison
            return not (is_day and word in ("on", "over", "as"))
        return bool(COMPARED_WORD.search(time.text)) and self._text[
            max(0, time.char_start - 12) : time.char_start
        ].strip().lower() not in ("in", "for")

    def _is_year_on_year(self, a: AnchoredQuantity) -> bool:
        return YEAR_ON_YEAR.search(self._text, a.end, min(len(self._text), a.end + 45)) is not None

    def _rank(self, a: AnchoredQuantity, focus: Token | None, time: TimeExpression, root: Token) -> int:
        """How closely a date stands to a figure; 0 for not at all."""
        between = self._text[a.end : time.char_start] if time.char_start >= a.end else ""
        if time.char_start >= a.end and load_pattern("figures", "in_period_or_by").fullmatch(between):
            return 5
        links = self._links(a, focus)
        token = root
        for distance in range(4):
            if token.i in links:
                return links[token.i] if distance else 0
            # The time of a clause about another noun is not the figure's: "the number published this week".
            if token.head.i == token.i or (token.dep_ in ("relcl", "acl") and token.head.i not in links):
                break
            if self._tells_otherwise(token, a):
                return 0
            token = token.head
        if time.char_end <= a.start and focus is not None and time.char_start >= focus.idx:
            return 1
        return 1 if token.i in self._clause(a) else 0

    def _tells_otherwise(self, verb: Token, a: AnchoredQuantity) -> bool:
        """Whether a joined clause behind has no figure: "the bonds pay 6.5 percent and mature in 2031"."""
        if verb.dep_ != "conj" or verb.pos_ != "VERB" or verb.left_edge.i <= a.last or verb.head.i > a.root.i:
            return False
        first, last = verb.left_edge.i, verb.right_edge.i
        return not any(first <= b.root.i <= last for b in self._anchored)

    def _links(self, a: AnchoredQuantity, focus: Token | None) -> dict[int, int]:
        links = {a.root.i: 4}
        if focus is not None:
            links.setdefault(focus.i, 3)
        verb = a.root
        for _ in range(6):
            if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
                break
            verb = verb.head
        links.setdefault(verb.i, 2)
        return links

    def _clause(self, a: AnchoredQuantity) -> set[int]:
        token, found = a.root, set()
        while token.head.i != token.i:
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                found.add(token.i)
        return found


def _find_baselines(
    text: str, times: Sequence[TimeExpression], anchored: Sequence[AnchoredQuantity]
) -> dict[int, int]:
    """Start of the figure by start of the date, for dates of levels compared with."""
    found: dict[int, int] = {}
    for a in anchored:
        if LEVEL_BEFORE.search(text, max(0, a.start - 60), a.start):
            for time in times:
                if a.end <= time.char_start <= a.end + 14 and BESIDE.fullmatch(text, a.end, time.char_start):
                    found[time.char_start] = a.start
    return found


def _season(time: TimeExpression) -> tuple[int, ...]:
    days = (time.start_on, time.end_on)
    return tuple(n for day in days if day is not None for n in (day.month, day.day))


def _year_before(day: date | None) -> date | None:
    if day is None:
        return None
    return (
        day.replace(year=day.year - 1, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )
