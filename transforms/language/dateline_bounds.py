"""Where the dateline of a paragraph ends: "TBILISI - Armenia and ...", "BRUSSELS, June 24 (Xinhua) -- ...".

The parser takes an unmarked dateline for the subject, or joins it to the first name of the story. It is
therefore told where the story begins; afterwards the dateline hangs on the sentence that it opens.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

DEPENDENCY = "meta"
_CAPITALS = r"[A-Z][A-ZÀ-Þ.'’ -]+[A-ZÀ-Þ.]"
_REGION = r"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_DAY = r"(?:,? (?:[A-Z][A-Za-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][A-Za-z]{2,8}\.?)(?:, \d{4})?)"
_AGENCY = r"(?: ?\([A-Z][\w .&/-]{1,30}\))"
_CAPITAL_LINE = rf"{_CAPITALS}(?:(?:/| and | & ){_CAPITALS})*{_REGION}{_DAY}?{_AGENCY}?"
_NAMED_LINE = rf"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}}{_REGION}(?:{_DAY}{_AGENCY}?|{_AGENCY})"
_DATELINE = re.compile(
    rf"(?:(?:{_CAPITAL_LINE}|{_NAMED_LINE})\s?(?:--|[—–]|(?<=\s)-(?=\s))|{_CAPITALS}{_AGENCY}?:)\s+"
    r"(?=[\"“‘'$€£]?[A-Z0-9])"
)
_FINAL = frozenset({".", "!", "?", '"', "”", ";", ":"})
_LONGEST = 90
_LEAST_STORY = 25


def find_story_start(text: str) -> int:
    """Offset at which the story of a paragraph begins, after its dateline; 0 when it has none."""
    match = _DATELINE.match(text[:_LONGEST]) if text[:1].isupper() else None
    return match.end() if match is not None and len(text) - match.end() >= _LEAST_STORY else 0


def mark_story_start(doc: Doc, text: str) -> Doc:
    """Begin a sentence where the story begins, before the parser runs; `text` is that of the paragraph."""
    start = find_story_start(text)  # a Doc puts its text together anew whenever it is asked for it
    for token in doc if start else ():
        token.is_sent_start = token.i == 0 or token.idx == start
        if token.idx > start and token.text in _FINAL:
            break
    return doc


def hang_dateline(doc: Doc, text: str) -> Doc:
    """Hang the dateline of a parsed paragraph on the root of its first sentence."""
    start = find_story_start(text)
    first = next((t for t in doc if t.idx == start), None) if start else None
    if first is None or first.i == 0 or not first.is_sent_start:
        return doc
    root = first.sent.root
    for token in doc[: first.i]:
        if token.head.i == token.i:
            token.dep_ = DEPENDENCY
            token.head = root
    return doc
