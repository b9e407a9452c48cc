"""Transcripts and interviews: who speaks in each line, by the labels before what is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.patterns import load_pattern
from transforms.lexicon.word_lists import read_lines

_CAPITAL = r"[^\W\d_a-z]"
_NAME = rf"{_CAPITAL}[\w.'’-]*(?: (?:{_CAPITAL}[\w.'’-]*|of|for|the|de|von|van|al|bin)){{0,7}}"
_ROLE = r"(?:, (?:[A-Z]{2,}(?: [A-Z]{2,}){0,3}|host|reporter|presenter|byline))?"  # "LEAH CONRAD, HOST:"
_LABEL = re.compile(rf"[\"“]?(?P<label>{_NAME}){_ROLE}(?: ?\([^()]{{2,60}}\))?[\"”]?\s?:(?:\s|$)")
# Minutes of parliaments: "Mr. DORSEY. Thank you.", "The CHAIRMAN. The committee will come to order."
_MINUTES = load_pattern("documents", "minutes")
_ALONE = re.compile(rf"(?P<name>{_NAME})(?P<more>(?: \([^()]{{2,60}}\)){{0,2}})")
_QUESTION = re.compile(r"Q\s+(?=[\"“]?[^\W\d_a-z])")  # briefings mark questions so, without a colon
_LONGEST = 70  # characters of a label
_LONGEST_NAME = 40  # of one alone on its line
_FEWEST_TURNS = 3
_LEAST_SHARE = 0.2  # of the lines from the first turn on
_ENDS = (".", "?", "!", "…", "”", '"', "’", ")")


def find_speakers(texts: Sequence[str]) -> list[str | None]:
    """For each line of a transcript the label of who speaks; None outside of turns and in other texts.

    A text is a transcript where labels ("Anna Berg:", "QUESTION:", a name alone on its line) open three lines
    or more, two of them differ, one returns, and they open a fifth of the lines from there on. What follows a
    label is said by the same speaker up to the next label.
    """
    labels = _read_labels(texts)
    if not _is_transcript(labels):
        return [None] * len(texts)
    speakers: list[str | None] = []
    speaker: str | None = None
    for label in labels:
        speaker = label or speaker
        speakers.append(speaker)
    return speakers


def find_turns(texts: Sequence[str]) -> list[bool]:
    """For each line whether a label opens it, in a transcript."""
    labels = _read_labels(texts)
    return [label is not None and _is_transcript(labels) for label in labels]


def _read_labels(texts: Sequence[str]) -> list[str | None]:
    """The label of each line: before a colon, or alone on its line where no line has one before a colon."""
    found = [_read_label(text) for text in texts]
    counts = Counter(label for label in found if label is not None)
    # A word alone is a name where two such words return ("Weil:", "Amsel:").
    names = {label for label, count in counts.items() if count > 1 and not _is_surely_person(label)}
    names = names if len(names) > 1 else set()
    labels = [
        _write_label(label) if label is not None and (label in names or _is_surely_person(label)) else None
        for label in found
    ]
    return labels if _is_transcript(labels) else _read_lone_labels(texts)


def _is_transcript(labels: Sequence[str | None]) -> bool:
    # Radio gives the name in full once: "LEAH CONRAD, HOST:", then "CONRAD:".
    counts = Counter(label.split()[-1].casefold() for label in labels if label is not None)
    if len(counts) < 2 or max(counts.values()) < 2:
        return False
    first = next(number for number, label in enumerate(labels) if label is not None)
    return sum(counts.values()) >= max(_FEWEST_TURNS, _LEAST_SHARE * (len(labels) - first))


def _read_label(text: str) -> str | None:
    if _QUESTION.match(text):
        return "Q"
    head = text[: _LONGEST + 70]
    if minuted := _MINUTES.match(head):
        return minuted["label"]
    match = _LABEL.match(head) if ":" in head else None  # most lines have none: no need to match them
    if match is None or len(match["label"]) > _LONGEST:
        return None
    label = match["label"]
    return None if _is_sentence_word(label) else label


def _is_surely_person(label: str) -> bool:
    """Whether a label has two words or capitals, or is used for people whom transcripts don't name."""
    return " " in label or label.casefold() in _load_generic() or (label.isupper() and len(label) > 1)


def _read_lone_labels(texts: Sequence[str]) -> list[str | None]:
    """Names that return alone on their line, each above a line that ends like a sentence.

    What stands in brackets behind a name does not count; behind an office it is the name ("The Minister for
    Fisheries (Dan Orme)").
    """
    names = [_read_lone_name(text) for text in texts]
    counts = Counter(name for name in names if name is not None)
    following = [*texts[1:], ""][: len(texts)]
    return [
        _write_label(name) if name is not None and counts[name] > 1 and below.endswith(_ENDS) else None
        for name, below in zip(names, following, strict=True)
    ]


def _read_lone_name(text: str) -> str | None:
    is_short = len(text) <= _LONGEST and " " in text and not text.endswith((".", "!", "?", ":", ","))
    match = _ALONE.fullmatch(text) if is_short else None
    if match is None:
        return None
    if match["more"] and match["name"].startswith("The "):
        return match["more"].strip(" ()")
    return match["name"] if " " in match["name"] and len(match["name"]) <= _LONGEST_NAME else None


def _is_sentence_word(label: str) -> bool:
    """Whether a label is no name of a speaker: what lists and page controls put before a colon."""
    return label.casefold().split()[0] in _load_no_labels()


def _write_label(label: str) -> str:
    return label.title() if label.isupper() and len(label) > 1 else label


@lru_cache(maxsize=1)
def _load_generic() -> frozenset[str]:
    return _load_words("transcript_labels.txt")


@lru_cache(maxsize=1)
def _load_no_labels() -> frozenset[str]:
    return _load_words("no_transcript_labels.txt")


def _load_words(name: str) -> frozenset[str]:
    return frozenset(read_lines(Path(__file__).with_name(name)))
