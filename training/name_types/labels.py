"""Names of documents with the type that they have, and what the measurer sees of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.actors.entities import Entity
from transforms.actors.grouping.group_names import gather_names
from transforms.actors.name_spans import NameSpan
from transforms.actors.names.reader_states import StatePool
from transforms.actors.names.type_evidence import TYPES
from transforms.actors.names.type_judge import mean_states
from transforms.actors.words import Words

# Offsets of a name and its class.
Mark = tuple[int, int, str]
CLASS_OF_GUM = {"person": "person", "organization": "organisation", "place": "location"}


@dataclass(frozen=True, slots=True, eq=False)
class LabelledNames:
    """A document with its names; `right[i]` is the class of `entities[i]`, empty where it is not known.

    `states` holds the mean state of the reader at each of the entities, in rows.
    """

    name: str
    words: Words
    entities: list[Entity]
    known: list[Entity]
    right: list[str]
    states: NDArray[np.float64]
    weight: float = 1.0


def label_marked(
    name: str,
    words: Words,
    spans: list[NameSpan],
    pool: StatePool,
    marks: Sequence[Mark],
    weight: float = 1.0,
) -> LabelledNames:
    """A page whose names are all marked: a name without a mark is none."""
    known, entities = gather_names(spans, words)
    right = [_find_class(words, e, marks) for e in entities]
    return LabelledNames(name, words, entities, known, right, mean_states(entities, pool), weight)


def _find_class(words: Words, entity: Entity, marks: Sequence[Mark]) -> str:
    votes: Counter[str] = Counter()
    for s in entity.spans:
        start, end = words.start[s.first], words.end[s.last - 1]
        touching = [m for m in marks if m[0] < end and start < m[1]]
        inside = [m for m in touching if abs(m[0] - start) + abs(m[1] - end) <= max(4, (end - start) // 2)]
        votes[inside[0][2] if inside else "" if touching else "none"] += 1
    return votes.most_common(1)[0][0]


def label_gum(
    name: str,
    words: Words,
    spans: list[NameSpan],
    pool: StatePool,
    mentions: Iterable[Mapping[str, Any]],
) -> LabelledNames:
    """A document of GUM: the type of the mention that a name fills."""
    known, entities = gather_names(spans, words)
    at = {(m["start"], m["end"]): m["type"] for m in mentions}
    right = []
    for e in entities:
        own = [at.get((words.start[s.first], words.end[s.last - 1])) for s in e.spans]
        votes = Counter(t for t in own if t is not None)
        top = votes.most_common(1)[0][0] if votes else None
        right.append("" if top is None else CLASS_OF_GUM.get(top, ""))
    return LabelledNames(name, words, entities, known, right, mean_states(entities, pool))


def label_read(
    name: str, words: Words, spans: list[NameSpan], pool: StatePool, corrected: Mapping[str, str]
) -> LabelledNames:
    """A report whose names were read: they have the type that the rules say, or the corrected one."""
    known, entities = gather_names(spans, words)
    right = [corrected.get(e.name, e.type if e.type in TYPES else "") for e in entities]
    return LabelledNames(name, words, entities, known, right, mean_states(entities, pool))
