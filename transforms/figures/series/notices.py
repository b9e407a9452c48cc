"""Publishers' correction notices: which number was wrong, and which takes its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from schemas.figures import Figure
from transforms.figures.series.measure_lexicon import FOLDER
from transforms.lexicon.csv_data import read_csv

PARAGRAPH = re.compile(r"[^\n]+")
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class NoticePattern:
    """A regular expression, and the signs of which a text must hold one."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def load_notice_patterns() -> dict[str, tuple[NoticePattern, ...]]:
    """Patterns by kind: `opening`, `earlier` and `wrong`."""
    found: dict[str, list[NoticePattern]] = {}
    for row in read_csv(FOLDER / "notice_words.csv"):
        pattern = NoticePattern(tuple(row["signs"].split()), re.compile(row["pattern"], re.IGNORECASE))
        found.setdefault(row["kind"], []).append(pattern)
    return {kind: tuple(patterns) for kind, patterns in found.items()}


def find_notices(text: str) -> list[tuple[int, int]]:
    """Character spans of the paragraphs that correct what was published before."""
    lowered = text.lower()
    opening, earlier = (
        [p.pattern for p in load_notice_patterns()[kind] if any(sign in lowered for sign in p.signs)]
        for kind in ("opening", "earlier")
    )
    if not opening and not earlier:
        return []
    return [
        match.span()
        for match in PARAGRAPH.finditer(text)
        if any(p.match(match.group().strip()) for p in opening)
        or any(p.search(match.group()) for p in earlier)
    ]


def apply_notices(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures; of a notice, the wrong one is denied, the right one revised with the value it replaces.

    A right figure takes the series of the article's own figure of its value, else of the one that was wrong.
    """
    notices = find_notices(text)
    changed: dict[str, Figure] = {}
    for start, end in notices:
        told = [f for f in figures if start <= f.char_start < end and not f.is_minor]
        wrong = [f for f in told if _is_wrong(text, start, f, told)]
        right = [f for f in told if f not in wrong]
        for old in wrong:
            changed[old.figure_id] = replace(old, status="denied")
            new = next((f for f in right if f.unit == old.unit and f.value != old.value), None)
            if new is not None:
                named = _name_series(new, old, figures)
                changed[new.figure_id] = replace(named, basis="revised", replaces_value=old.value)
    for figure in figures:
        yield changed.get(figure.figure_id, figure)


def _is_wrong(text: str, notice_start: int, figure: Figure, told: Sequence[Figure]) -> bool:
    """Whether the words before a figure, back to the last one or the start of its sentence, call it wrong."""
    starts = [f.char_end for f in told if f.char_end <= figure.char_start]
    before = text[max([notice_start, *starts]) : figure.char_start]
    ends = [m.end() for m in SENTENCE_END.finditer(before)]
    before = before[ends[-1] :] if ends else before
    return any(p.pattern.search(before) for p in load_notice_patterns()["wrong"])


def _name_series(new: Figure, old: Figure, figures: Sequence[Figure]) -> Figure:
    """The right figure with the series of the article's own figure of that value, else of the wrong one."""
    same = (
        f for f in figures if f is not new and f is not old and (f.value, f.unit) == (new.value, new.unit)
    )
    source = next((f for f in same if f.measure and f.party_id), None)
    if source is None and old.measure and new.party_id is None:
        source = old  # "the correct figure is 21"
    if source is None:
        return new
    return replace(
        new,
        item=source.item,
        item_confidence=source.item_confidence,
        measure=source.measure,
        measure_kind=source.measure_kind,
        party_id=source.party_id,
        partner_id=source.partner_id,
        indicator_id=source.indicator_id,
        place_country_code=source.place_country_code,
        period_start=source.period_start if new.period_start is None else new.period_start,
        period_end=source.period_end if new.period_start is None else new.period_end,
    )
