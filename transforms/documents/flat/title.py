"""The headline among the first lines of a flat text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from transforms.documents.lines.captions import has_credit, is_bare_credit
from transforms.documents.lines.repeats import list_stems, normalise_line, share_words
from transforms.documents.lines.shapes import strip_bullet

_ENDS_SENTENCE = re.compile(r"[^.][.:;,][\"'”’)]*$|…$|\.\.\.$")
_ABBREVIATED = re.compile(r"\b(?:U\.S\.|U\.K\.|U\.N\.|Inc\.|Co\.|Jr\.|a\.m\.|p\.m\.|[A-Z]\.)[\"'”’)]*$")
_TWO_SENTENCES = re.compile(r"[a-z]{3,}[.] [A-Z]")
_MOST_WORDS = 26
_REACH = 40  # lines above the article that are looked at
_SHORT_HEAD = 6  # of so few lines above the article one is nearly always the title
_ENOUGH, _ENOUGH_BELOW = 1.0, 0.2
_LEAD = (
    0.7  # by so much a later line must be better than an earlier one that fits: decks repeat the lead, too
)
_SITE_NAME = 0.8  # what a line loses that other lines of the site take for its name
_NAME_WORDS = 6


def find_title(texts: Sequence[str], is_metadata: Sequence[bool], body_start: int) -> int | None:
    """Number of the line that is the headline; None when there is none.

    `is_metadata` marks lines that a rule knows as something else; `body_start` is the first line of the
    article's text. The best candidate before it counts: what the first paragraphs talk about, written like a
    headline, repeated on the page, near the article.
    """
    body = list_stems(
        texts[n] for n in range(body_start, min(body_start + 15, len(texts))) if not is_metadata[n]
    )
    site_lines = [text for text, is_known in zip(texts, is_metadata, strict=True) if is_known]
    open_lines = body_start - sum(is_metadata[:body_start])
    copies = Counter(map(_fold, texts))
    first = max(0, body_start - _REACH)
    best: tuple[float, int] | None = None
    for number in range(first, body_start):
        text = texts[number]
        if is_metadata[number] or strip_bullet(text) != text or not _looks_like_title(text):
            continue
        key = normalise_line(text)
        distance = sum(1 for other in range(number + 1, body_start) if not is_metadata[other])
        score = 1.6 * share_words(text, body)
        score += 0.5 if copies[_fold(text)] > 1 else 0.0
        score += 0.3 if number == 0 else 0.0
        score -= 0.04 * min(distance, 12)
        score -= 0.6 if len(key.split()) < 4 else 0.0
        score -= _SITE_NAME if _is_site_name(text, site_lines) else 0.0
        score += 0.2 if 6 <= len(key.split()) <= 18 else 0.0
        lead = _LEAD if best is not None and _is_full(texts[best[1]], body) else 0.0
        if best is not None and lead and number == best[1] + 1:
            continue  # right under a line that fits: its deck
        if best is None or score > best[0] + lead:
            best = (score, number)
    if best is None or best[0] < (_ENOUGH if open_lines > _SHORT_HEAD else _ENOUGH_BELOW):
        return None
    return best[1]


def _fold(text: str) -> str:
    """A line without case and bullet, for counting its copies."""
    return text.casefold().strip(" *+-•·|>")


def _is_site_name(text: str, site_lines: Sequence[str]) -> bool:
    """Whether lines of the site ("Follow ... on ...", "© 2024 ...") hold the text as a name."""
    return text.count(" ") < _NAME_WORDS and any(text in line and text != line for line in site_lines)


def _is_full(text: str, body: set[str]) -> bool:
    return text.count(" ") >= 4 and share_words(text, body) >= 0.25


def _looks_like_title(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS or text[:1].islower() or has_credit(text) or is_bare_credit(text):
        return False
    letters = sum(char.isalpha() for char in text)
    if letters < len(text) * 0.55:
        return False
    if _TWO_SENTENCES.search(text):
        return False
    return not _ENDS_SENTENCE.search(text) or _ABBREVIATED.search(text) is not None
