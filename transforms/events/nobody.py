"""Deeds of nobody, or not of who is named: "invaded by nobody", "it was not Mali that expelled the envoy"."""

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
    """The readings; those of passives by nobody, and of what another one did, denied."""
    return [_deny(r) if _is_of_nobody(parsed, r) else r for r in readings]


def _is_of_nobody(parsed: ParsedDocument, reading: Reading) -> bool:
    start = parsed.sentences[reading.sentence].char_start
    trigger = parsed.doc.char_span(start + reading.start, start + reading.end, alignment_mode="expand")
    if trigger is None:
        return False
    agents = [c for c in trigger.root.children if c.dep_ == "agent"]
    by_nobody = any(_is_nobody(noun) for agent in agents for noun in agent.children if noun.dep_ == "pobj")
    return by_nobody or _is_of_another(trigger.root)


def _is_of_another(verb: Token) -> bool:
    """Whether a verb says what somebody did not do: "it was not X that expelled the envoy"."""
    if not any(c.dep_ == "nsubj" and c.tag_ in ("WDT", "WP") for c in verb.children):
        return False
    being = verb.head.head if verb.dep_ == "relcl" and verb.head.dep_ == "attr" else verb.head
    if being.lemma_ != "be" or verb.dep_ not in ("ccomp", "relcl"):
        return False
    roles = {c.dep_: c.lower_ for c in being.children}
    return "neg" in roles and "attr" in roles and roles.get("nsubj") == "it"


def _is_nobody(noun: Token) -> bool:
    words = _load_words()
    return noun.lower_ in words or any(c.lower_ in words for c in noun.children if c.dep_ == "det")


def _deny(reading: Reading) -> Reading:
    """The reading with the score of its status at "denied"."""
    scores = list(reading.statuses)
    told, denied = STATUSES.index(reading.status), STATUSES.index(DENIED)
    scores[told], scores[denied] = scores[denied], scores[told]
    return replace(reading, status=DENIED, statuses=tuple(scores))
