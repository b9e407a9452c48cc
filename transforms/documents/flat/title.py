"""The headline among the first lines of a flat text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.documents.flat.site_name import split_site_name
from transforms.documents.kinds.kind_signs import find_title_signs
from transforms.documents.lines.captions import has_credit, is_bare_credit
from transforms.documents.lines.date_lines import is_date_line
from transforms.documents.lines.repeats import list_stems, normalise_line, share_words
from transforms.documents.lines.rules import match_rule
from transforms.documents.lines.shapes import strip_bullet

_ENDS_SENTENCE = re.compile(r"[^.][.:;,][\"'”’)]*$|…$|\.\.\.$")
_ABBREVIATED = re.compile(r"\b(?:U\.S\.|U\.K\.|U\.N\.|Inc\.|Co\.|Jr\.|a\.m\.|p\.m\.|[A-Z]\.)[\"'”’)]*$")
_TWO_SENTENCES = re.compile(r"[a-z]{3,}[.] [A-Z]")
_AGO = re.compile(r"\d{1,2} ?(?:[hm]|hrs?|mins?|hours?|minutes?) ago\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\S@\w")
_MOST_WORDS = 26
_REACH = 40  # lines above the article that are looked at
_SHORT_HEAD = 6  # of so few lines above the article one is nearly always the title
_ENOUGH, _ENOUGH_BELOW = 1.0, 0.2
_LEAD = (
    0.7  # by so much a later line must be better than an earlier one that fits: decks repeat the lead, too
)
_SITE_NAME = 0.8  # what a line loses that other lines of the site take for its name
_NAME_WORDS = 6
_SIGNED = 0.3  # what a line wins that stands right above a byline or date
_LIVE = 0.8  # and one that calls the page a live one
_SIGNED_SPACES = 3  # from which a line between title and date is no name
_DATED_WORDS = 3
_FEWEST_SPACES = 3  # of a line that tells what the text is about
_SEPARATORS = frozenset("|–—-•·»:")  # between the title and the name of the site


def find_title(
    texts: Sequence[str], is_metadata: Sequence[bool], body_start: int, publisher: str | None = None
) -> int | None:
    """Number of the line that is the headline; None when there is none.

    `is_metadata` marks lines that a rule knows as something else; `body_start` is the first line of the
    article's text, `publisher` the name that the source states. The best candidate before it counts: what the
    first paragraphs talk about, written like a headline, repeated on the page, near the article. Of two lines
    that say the same, one without the name of the site counts.
    """
    body = list_stems(
        texts[n]
        for n in range(body_start, min(body_start + 15, len(texts)))
        if not is_metadata[n] and texts[n].count(" ") >= _FEWEST_SPACES
    )
    named = [*texts, publisher] if publisher else texts
    open_lines = body_start - sum(is_metadata[:body_start])
    weigh = _Weigher(texts, is_metadata, body_start, body, Counter(map(_fold, texts)))
    best: tuple[float, int] | None = None
    for number in range(max(0, body_start - _REACH), body_start):
        if is_metadata[number] or not _may_be_title(texts[number], named):
            continue
        lead = _LEAD if best is not None and _is_full(texts[best[1]], body) else 0.0
        if best is not None and lead and number == best[1] + 1:
            continue  # right under a line that fits: its deck
        score = weigh.score(number)
        if best is None or score > best[0] + lead:
            best = (score, number)
    if best is None or best[0] < (_ENOUGH if open_lines > _SHORT_HEAD else _ENOUGH_BELOW):
        return _find_dated_title(texts, is_metadata, body_start)
    return _find_bare_copy(texts, best[1], body_start)


def _find_bare_copy(texts: Sequence[str], number: int, body_start: int) -> int:
    """The line that repeats the title without what stands beside it in its line; else the line itself."""
    line = texts[number]
    title, name = split_site_name(line, texts)
    for other in range(number + 1, body_start):
        text = texts[other]
        if name is not None and text != title:
            continue
        beside = line.removeprefix(text) if line.startswith(text) else line.removesuffix(text)
        if text.count(" ") >= 2 and beside != line and beside.strip()[:1] in _SEPARATORS | _ends(beside):
            return other
        above, _, below = line.partition(text)
        if text.count(" ") >= 2 and _ends(above) and is_date_line(below):
            return other
    return number


def _find_dated_title(texts: Sequence[str], is_metadata: Sequence[bool], body_start: int) -> int | None:
    """The first line, where it names beside a date what the text is ("Press Briefing – March 18, 2025")."""
    is_first = body_start > 0 and is_metadata[0] and is_date_line(texts[0])
    words = [word for word in texts[0].split() if word.isalpha()] if is_first else []
    return 0 if len(words) >= _DATED_WORDS and match_rule(texts[0]) is None else None


def _ends(beside: str) -> set[str]:
    """The first character of a name that ends with a separator: "The Gazette - " stands before the title."""
    return {beside.strip()[:1]} if beside.strip()[-1:] in _SEPARATORS else set()


@dataclass(frozen=True, slots=True)
class _Weigher:
    """How much speaks for each line above the text."""

    texts: Sequence[str]
    is_metadata: Sequence[bool]
    body_start: int
    body: set[str]
    copies: Counter[str]  # of each line, folded

    def score(self, number: int) -> float:
        """What the line shares with the text, how it is written, how often and where it stands."""
        text = self.texts[number]
        words = len(normalise_line(text).split())
        distance = sum(1 for other in range(number + 1, self.body_start) if not self.is_metadata[other])
        copies = self.copies[_fold(text)]
        score = 1.6 * share_words(text, self.body) - 0.04 * min(distance, 12)
        score += 0.5 if copies > 1 else 0.0
        score += 0.3 if number == 0 else 0.0
        score -= 0.6 if words < 4 else 0.0
        score += 0.2 if 6 <= words <= 18 else 0.0
        score += _SIGNED if self._is_signed(number) else 0.0
        score += _LIVE if find_title_signs(text, "live") else 0.0
        return score - (_SITE_NAME if self._names_site(text) else 0.0)

    def _is_signed(self, number: int) -> bool:
        """Whether a byline or date stands right below, or a date below a name."""
        below = self.texts[number + 1 : min(number + 3, self.body_start)]
        if len(below) > 1 and (below[0].count(" ") >= _SIGNED_SPACES or _is_byline(below[1])):
            below = below[:1]
        return any(_is_byline(text) or is_date_line(text) for text in below)

    def _names_site(self, text: str) -> bool:
        """Whether lines of the site ("Follow ... on ...", "© 2024 ...") hold the text as a name."""
        lines = (t for t, known in zip(self.texts, self.is_metadata, strict=True) if known)
        return text.count(" ") < _NAME_WORDS and any(text in line and text != line for line in lines)


def _is_byline(text: str) -> bool:
    rule = match_rule(text)
    return rule is not None and rule.kind == "byline"


def _fold(text: str) -> str:
    """A line without case and bullet, for counting its copies."""
    return text.casefold().strip(" *+-•·|>")


def _is_full(text: str, body: set[str]) -> bool:
    return text.count(" ") >= 4 and share_words(text, body) >= 0.25


def _may_be_title(text: str, named: Sequence[str]) -> bool:
    """Whether a line has no bullet and is written like a headline; `named` may name the site beside it."""
    return strip_bullet(text) == text and _looks_like_title(split_site_name(text, named)[0])


def _looks_like_title(text: str) -> bool:
    words = text.split()
    if _AGO.match(text) or _ADDRESS.search(text):  # an entry in the list of a live page, a head of a letter
        return False
    if not 2 <= len(words) <= _MOST_WORDS or text[:1].islower() or has_credit(text) or is_bare_credit(text):
        return False
    letters = sum(char.isalpha() for char in text)
    if letters < len(text) * 0.55:
        return False
    if _TWO_SENTENCES.search(text):
        return False
    return not _ENDS_SENTENCE.search(text) or _ABBREVIATED.search(text) is not None
