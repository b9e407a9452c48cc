"""Score of quotes on the speech forms: spans, speakers, groups and channels, by halves of the set."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from schemas.quotes import Quote
from transforms.actors.find import find_actors
from transforms.actors.findings import ActorFindings
from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.find import find_quotes

FORMS = Path(__file__).with_name("speech_forms.yaml")
Form = dict[str, Any]


@dataclass
class FormScore:
    """Counts over a half of the forms; `slips` says for each form what is wrong."""

    right: int = 0
    missed: int = 0
    extra: int = 0
    speakers: int = 0
    channels: int = 0
    groups: int = 0
    forms: int = 0
    slips: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """F1 of rows whose words and directness are exact."""
        return 2 * self.right / (2 * self.right + self.missed + self.extra)


def read_forms(half: int) -> list[Form]:
    """The forms of a half (0 or 1), split by a hash of their text."""
    forms: list[Form] = yaml.safe_load(FORMS.read_text(encoding="utf-8"))
    return [f for f in forms if hashlib.sha256(f["text"].encode()).digest()[0] % 2 == half]


def score_forms(half: int, parse: Callable[..., ParsedDocument]) -> FormScore:
    """Read the forms of a half and compare."""
    score = FormScore()
    for form in read_forms(half):
        parsed = parse(form["text"])
        actors = find_actors(parsed)
        _score_form(form, find_quotes(parsed, actors), actors, score)
    return score


def _score_form(form: Form, found: tuple[Quote, ...], actors: ActorFindings, score: FormScore) -> None:
    wanted = {(_trim(words), direct): (who, rest) for who, direct, words, *rest in form["quotes"]}
    got = {(_trim(q.text), q.direct): q for q in found}
    slips = [f"missed {key}" for key in wanted.keys() - got.keys()]
    slips += [f"extra {key}" for key in got.keys() - wanted.keys()]
    score.missed += len(wanted.keys() - got.keys())
    score.extra += len(got.keys() - wanted.keys())
    for key in wanted.keys() & got.keys():
        who, rest = wanted[key]
        quote = got[key]
        actor = actors.actor_by_key.get(quote.speaker_id or "")
        name = actor.name if actor is not None else None
        is_speaker = name is None if who is None else bool(_words(who) & _words(name or ""))
        score.right += 1
        score.speakers += is_speaker
        score.channels += quote.channel == (rest[0] if rest else None)
        slips += [] if is_speaker else [f"speaker of {key[0]!r} is {name}"]
        slips += [] if quote.channel == (rest[0] if rest else None) else [f"channel {quote.channel}"]
    is_grouped = _groups_of(form) == _found_groups(found)
    score.forms += 1
    score.groups += is_grouped
    slips += [] if is_grouped else ["groups"]
    if slips:
        score.slips.append(f"{form['text']!r}: " + "; ".join(sorted(slips)))


def _groups_of(form: Form) -> set[frozenset[str]]:
    letters = {q[4] for q in form["quotes"] if len(q) > 4}
    return {frozenset(_trim(q[2]) for q in form["quotes"] if q[4:5] == [letter]) for letter in letters}


def _found_groups(found: tuple[Quote, ...]) -> set[frozenset[str]]:
    ids = {q.quote_group_id for q in found}
    groups = {frozenset(_trim(q.text) for q in found if q.quote_group_id == i) for i in ids}
    return {g for g in groups if len(g) > 1}


def _trim(words: str) -> str:
    return words.rstrip(",.")


def _words(name: str) -> set[str]:
    return {w.removesuffix("es").rstrip("s") for w in re.findall(r"\w+", name.lower())}
