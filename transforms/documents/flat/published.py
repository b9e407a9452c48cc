"""The publication date of a flat text, from the lines that state it as metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.documents.lines.date_lines import split_glued_date
from transforms.documents.lines.verdict import Verdict
from transforms.documents.metadata.published_date import PublishedDate, parse_published
from transforms.lexicon.calendar_words import list_openings
from transforms.lexicon.patterns import load_pattern

_PUBLISHED = load_pattern("documents", "label_of_published")
_UPDATED = load_pattern("documents", "label_of_updated")
_NUMERIC = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](?:19|20)?\d\d)?\b")
_MONTHS = list_openings("month")
_ANY_MONTH = "|".join(_MONTHS)
_MONTH_DAY = re.compile(
    rf"\b(?:(?P<m1>{_ANY_MONTH})[a-z]*\.? (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{_ANY_MONTH})[a-z]*)\b",
    re.IGNORECASE,
)
_LONGEST = 160  # characters of a line that states a date
_HEAD_KINDS = ("byline", "metadata", "boilerplate", "dateline")
_REASONS = frozenset(("rule:posted_at", "rule:date_line", "rule:reading_time", "rule:published_by"))


def find_published(
    texts: Sequence[str], verdicts: Sequence[Verdict], head: Sequence[int]
) -> PublishedDate | None:
    """The date that a line of metadata states: a labelled one first, then one above the article.

    `head` are the lines between title and text, and a few above. None when no line states a full date,
    or when it is not clear which number is the day.
    """
    near = set(head)
    title_line = next((n for n, v in enumerate(verdicts) if v.kind == "title"), -1)
    ranked: list[tuple[int, bool, int]] = []
    for number, verdict in enumerate(verdicts):
        if verdict.is_kept or verdict.kind == "title" or len(texts[number]) > _LONGEST:
            continue
        rank = _rank_line(texts[number], verdict, number in near, number < title_line)
        if rank is not None:
            ranked.append((rank, number < title_line, number))
    is_numeric = any(_NUMERIC.search(texts[number]) for *_, number in ranked)
    day_first = _guess_day_first(texts) if is_numeric else None
    for _, _, number in sorted(ranked):
        published = parse_published(split_glued_date(texts[number]), day_first)
        if published is not None and published.precision in ("day", "time"):
            return published
    return None


def _rank_line(text: str, verdict: Verdict, is_near: bool, is_above: bool) -> int | None:
    """How likely a line states the publication, 0 first; None for a line that states no date of the article.

    Lines near the title come before those of sidebars and of the end, unless they tell of an update alone.
    """
    is_stated = verdict.reason in _REASONS
    is_updated = _UPDATED.search(text) is not None
    if _PUBLISHED.search(text) is not None and is_stated and (is_near or not is_above):
        return 0 if is_near else 2
    if is_near and (is_stated or verdict.kind in _HEAD_KINDS):
        return 3 if is_updated else 1
    return 4 if is_updated and is_stated else None


def _guess_day_first(texts: Sequence[str]) -> bool | None:
    """Whether 04/05/2024 is 4 May here: by numbers above 12 in other dates, or days that the text spells."""
    votes: list[bool] = []
    spelled = set()
    for text in texts:
        for match in _MONTH_DAY.finditer(text):
            month = (match["m1"] or match["m2"]).lower()
            spelled.add((int(match["d1"] or match["d2"]), _MONTHS.index(month) + 1))
    for text in texts:
        if len(text) > 160:
            continue
        for match in _NUMERIC.finditer(text):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second > 0 and first <= 31:
                votes.append(True)
            elif second > 12 >= first > 0 and second <= 31:
                votes.append(False)
            elif first != second and (first, second) in spelled:
                votes.append(True)
            elif first != second and (second, first) in spelled:
                votes.append(False)
    if not votes or len(set(votes)) > 1:
        return None
    return votes[0]
