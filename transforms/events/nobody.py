"""Deeds that nobody did, where the words behind "by" say so: "Iraq was invaded by nobody"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.word_lists import read_lines
from transforms.reading.labels import STATUSES
from transforms.reading.readings import Reading

DENIED = "denied"


@lru_cache(maxsize=1)
def _load_words() -> frozenset[str]:
    return frozenset(read_lines(Path(__file__).with_name("nobody_words.txt")))


def deny_deeds_of_nobody(parsed: ParsedDocument, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, those of passives by nobody denied."""
    return [_deny(r) if _is_by_nobody(parsed, r) else r for r in readings]


def _is_by_nobody(parsed: ParsedDocument, reading: Reading) -> bool:
    start = parsed.sentences[reading.sentence].char_start
    trigger = parsed.doc.char_span(start + reading.start, start + reading.end, alignment_mode="expand")
    if trigger is None:
        return False
    agents = [c for c in trigger.root.children if c.dep_ == "agent"]
    return any(_is_nobody(noun) for agent in agents for noun in agent.children if noun.dep_ == "pobj")


def _is_nobody(noun: Token) -> bool:
    words = _load_words()
    return noun.lower_ in words or any(c.lower_ in words for c in noun.children if c.dep_ == "det")


def _deny(reading: Reading) -> Reading:
    """The reading with the score of its status at "denied"."""
    scores = list(reading.statuses)
    told, denied = STATUSES.index(reading.status), STATUSES.index(DENIED)
    scores[told], scores[denied] = scores[denied], scores[told]
    return replace(reading, status=DENIED, statuses=tuple(scores))
