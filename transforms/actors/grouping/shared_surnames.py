"""Whose surname it is where two persons bear it: by the title before it, else who was named last."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.actors.entities import Entity
from transforms.actors.name_spans import NameSpan
from transforms.actors.reference.name_words import load_name_words
from transforms.actors.reference.tables import read_words
from transforms.actors.reference.titles import load_roles
from transforms.actors.words import Words

FEMALE = load_name_words()["female_titles"]
MALE = load_name_words()["male_titles"]


def share_surname(short: Entity, bearers: Sequence[Entity], words: Words) -> None:
    """Give each use of a surname to one of its bearers."""
    text = short.name
    own = {id(b): [s for s in b.spans if s.last - s.first > 1] for b in bearers}
    titles = {id(b): {_title(s, words) for s in own[id(b)]} - {""} for b in bearers}
    for span in short.spans:
        title = _title(span, words)
        fitting = [b for b in bearers if title and title in titles[id(b)]]
        fitting = fitting or [
            b for b in bearers if b.sector and b.sector == load_roles().get(title, ("",))[0]
        ]
        fitting = fitting or [b for b in bearers if b.spans and _suits(title, b)] or list(bearers)
        bearer = _named_last(fitting, own, span)
        bearer.add(span, text)


def _title(span: NameSpan, words: Words) -> str:
    before = words.lower[span.first - 1] if span.first else ""
    same = span.first > 0 and words.sentence[span.first - 1] == words.sentence[span.first]
    return before if same and (before in load_roles() or before in FEMALE | MALE) else ""


def _suits(title: str, bearer: Entity) -> bool:
    """Whether a person's given name does not speak against "Mr" or "Mrs"."""
    given = bearer.name.split()[0].lower()
    if title in FEMALE:
        return given not in read_words("male_names.txt")
    return title not in MALE or given not in read_words("female_names.txt")


def _named_last(bearers: Sequence[Entity], own: dict[int, list[NameSpan]], span: NameSpan) -> Entity:
    """The bearer whose full name stands last before a use; the first of the text if none does."""
    earlier = [(s.first, n) for n, b in enumerate(bearers) for s in own[id(b)] if s.first < span.first]
    if earlier:
        return bearers[max(earlier)[1]]
    later = [(s.first, n) for n, b in enumerate(bearers) for s in own[id(b)]]
    return bearers[min(later)[1]] if later else bearers[0]
