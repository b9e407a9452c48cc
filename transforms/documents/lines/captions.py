"""Captions of pictures: which lines are, and whether one says something of its own."""

from __future__ import annotations

import re
from pathlib import Path

from transforms.documents.lines.line_words import join_words, load_words
from transforms.lexicon.word_lists import read_lines

_CREDITED = sorted(read_lines(Path(__file__).with_name("photo_credits.txt")), key=len, reverse=True)
_NAMES = "(?:" + "|".join(map(re.escape, _CREDITED)) + ")"
_CREDIT_WORD = r"(?:photos?|images?|pic|credits?|picture|file|via|courtesy|handout|wire)"
_CREDIT = re.compile(
    rf"(?:[(\[][^()\[\]]{{0,60}}\b{_CREDIT_WORD}\b[^()\[\]]{{0,60}}[)\]]"
    rf"|[(\[](?:[^()\[\]]{{0,40}}[/|,] ?)?{_NAMES}(?:[^()\[\]\d]{{0,40}})[)\]]"
    r"|\b(?:photos?|images?|pictures?|credits?|source|photograph|courtesy)(?: credits?| by| courtesy)?"
    r"\s?[:|©] ?[^.]{2,70}"
    r"|[©|] ?[^.|©]{2,60}(?:\| ?[^.|]{2,40})*"
    rf"|[A-Z][\w.’' -]{{2,40}}/(?:[\w .]{{0,30}}/)?{_NAMES}[\w ]*"
    rf"|  {_NAMES})\.?$",
    re.IGNORECASE,
)
_CREDIT_MARKS = ("(", "[", ":", "|", "©", "/", "  ")
_BARE_CREDIT = re.compile(
    rf"[(\[]?(?:[\w.’' -]{{2,40}} ?[/|,] ?){{0,3}}(?:{_NAMES}|BELTA|Belta|REUTERS|EUROPA PRESS|GETTY)"
    r"(?: (?:Images|Photo|photo|via [\w ]{1,40}|for [\w ]{1,40})){0,3}[)\]]?"
)
_SIGNED_CREDIT = re.compile(rf"[(\[]?{_NAMES}/[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,3}}[)\]]?")
_CAPITALISED = r"(?:[A-Z][\w.&’'-]*|of|for|the|and|via|by|/|[–-])"
_NAMES_IN_BRACKETS = re.compile(rf"\([A-Z][\w.&’'-]*(?:[ /,]+{_CAPITALISED}){{1,9}}\)")
_POSE = re.compile(
    r"\((?:L|R|left|right|C|centre|center|top|bottom|pictured|L-R|from left)\)|"
    r", (?:left|right|centre|center|second from (?:left|right)),|"
    rf"\b(?:{join_words('caption_pose')})\b",
    re.IGNORECASE,
)
_SUBJECT = rf"(?:{join_words('scene_subject')}|[A-Z][\w.’'-]+)"
_PRESENT = re.compile(rf"^{_SUBJECT}\b[^.]{{5,140}}?\b(?:{join_words('scene_verb')})\b")
_FULL_DAY = re.compile(r"\b(?:[A-Z][a-z]{2,8}\.? \d{1,2}, |\d{1,2} [A-Z][a-z]{2,8},? )(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]+")


def has_credit(text: str) -> bool:
    """Whether a line ends with the credit of a photographer or an agency."""
    if len(text) >= 700:
        return False
    end = text[-140:]
    # Every credit has one of these marks, most lines have none: no need to search them.
    return any(mark in end for mark in _CREDIT_MARKS) and _CREDIT.search(end) is not None


def is_bare_credit(text: str) -> bool:
    """Whether a line is nothing but a credit."""
    return len(text) < 80 and (
        _BARE_CREDIT.fullmatch(text) is not None
        or _SIGNED_CREDIT.fullmatch(text) is not None
        or _NAMES_IN_BRACKETS.fullmatch(text) is not None
    )


def is_caption(text: str, following: str) -> bool:
    """Whether a line is a caption: by its credit, its wording, or a bare credit in the line after it."""
    if text.startswith(("“", '"', "‘")) or len(text) > 700:
        return False
    if has_credit(text) or (text.count(" ") < 60 and _POSE.search(text)):
        return text.count(" ") < 75 and text.count(". ") < 6
    return text.count(" ") < 40 and ((is_bare_credit(following) and len(following) > 2) or _is_scene(text))


def _is_scene(text: str) -> bool:
    """Whether a line describes in the present tense what a picture shows, with its day."""
    return len(text) < 300 and _PRESENT.match(text) is not None and _FULL_DAY.search(text) is not None


def is_caption_label(text: str) -> bool:
    """Whether a line announces that the next one is a caption ("Image caption,")."""
    return text.rstrip(" ,:").casefold() in load_words("caption_labels")


def is_alt_text(text: str, following: str) -> bool:
    """Whether a line is the alternative text of a picture whose caption follows: it names what that tells."""
    if not text.islower() or not text[-1:].isalnum():
        return False
    words = {word for word in _WORD.findall(text) if len(word) > 3}
    told = {word.lower() for word in _WORD.findall(following)}
    return len(words) > 1 and len(words & told) >= 0.6 * len(words)


def strip_credit(text: str) -> str:
    """The line without the credit at its end."""
    cut = max(0, len(text) - 140)
    match = _CREDIT.search(text, cut)
    return text[: match.start()].rstrip(" ,|-–—") if match else text


def tells_something(text: str) -> bool:
    """Whether a caption is more than a name: several words, not all of them capitalised."""
    words = _WORD.findall(strip_credit(text))
    return len(words) >= 4 and sum(1 for word in words if word[0].islower()) >= 2 and not text.islower()
