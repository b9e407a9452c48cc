"""A name in a text, before it is known whose name it is."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.actors.reference.gazetteer import Entry


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name at tokens `first` to `last`, exclusive; `alias` is the full name that it abbreviates."""

    first: int
    last: int
    type: str
    label: str
    entry: Entry | None
    method: str
    alias: str | None = None
