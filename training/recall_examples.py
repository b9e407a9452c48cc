"""Events of annotated documents, as read, with the candidates among which their parties told earlier are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.calibrate import GOLD_FIELDS, pair_readings
from training.judge import stem_words
from transforms.reading.decode import Array
from transforms.reading.model_files import check_files
from transforms.reading.read_sentences import load_reader, read_texts
from transforms.reading.read_windows import ASKS, KEY, Heads
from transforms.reading.readings import Reading
from transforms.reading.recall import Candidate, ToldParties, describe_event
from transforms.reading.settle import RECALLED

# Sentence 0 of an annotated document is its title, of which no party can be recalled.
FIRST = 1
Half = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class RecallExample:
    """One role of an event: states (width) of its trigger and (candidates, width) of the words of candidates.

    `right` says which candidates are the party; none where the party is told in the sentence or nowhere.
    `is_open`: no words were taken for the role. `is_earlier`: the party is told earlier, candidate or not.
    """

    role: int
    trigger: Half
    states: Half
    event: Array
    pairs: Array
    same: NDArray[np.bool_]
    right: NDArray[np.bool_]
    is_open: bool
    is_earlier: bool


def read_traced(folder: Path, documents: Sequence[dict[str, Any]]) -> Iterator[list[Reading]]:
    """Readings as the product takes them, with the bare states as keys and asks."""
    reader = load_reader(folder)
    one = np.eye(reader.heads.weights["types.weight"].shape[1], dtype=np.float32)
    bare = {f"{KEY}.weight": one, f"{ASKS}.weight": np.concatenate([one] * len(RECALLED))}
    bare |= {f"{name}.bias": np.zeros(len(bare[f"{name}.weight"]), np.float32) for name in (KEY, ASKS)}
    bare_reader = replace(reader, heads=Heads({**reader.heads.weights, **bare}), recall=None)
    for document in documents:
        yield read_texts(bare_reader, document["sentences"], FIRST)


def build_examples(folder: Path, documents: Sequence[dict[str, Any]]) -> list[RecallExample]:
    """Examples of documents, read by the model in a folder."""
    same_event = check_files(folder).same_event
    examples: list[RecallExample] = []
    for document, readings in zip(documents, read_traced(folder, documents), strict=True):
        examples += list_examples(document, readings, same_event)
    return examples


def list_examples(
    document: dict[str, Any], readings: Sequence[Reading], same_event: float
) -> Iterator[RecallExample]:
    """Examples of the sure events of a document that have candidates."""
    judged, _ = pair_readings([document], [readings])
    events = {id(j.reading): j.event for j in judged if j.event is not None}
    told = ToldParties(readings, document["sentences"], FIRST, same_event)
    names = [name_candidate(document, c, events.get(id(readings[c.owner]))) for c in told.candidates]
    for number, reading in enumerate(readings):
        event = events.get(id(reading))
        near = told.list_near(number)
        if event is None or event["unsure"] or not len(near):
            continue
        for role, name in enumerate(RECALLED):
            earlier = [stem_words(p["name"]) for p in event[GOLD_FIELDS[name]] if "span" not in p]
            yield RecallExample(
                role,
                np.array(reading.asks[role], np.float16),
                np.array([told.candidates[n].span.key for n in near], np.float16),
                describe_event(name, reading),
                told.describe_pairs(name, number, near),
                told.same[np.ix_(near, near)] > 0,
                np.array([any(names[n] & words for words in earlier) for n in near], dtype=bool),
                not reading.list_spans(name),
                bool(earlier),
            )


def name_candidate(
    document: dict[str, Any], candidate: Candidate, event: Mapping[str, Any] | None
) -> set[str]:
    """Stems of a candidate's words, and of the name that the annotation of its own event gives it."""
    span = candidate.span
    stems = stem_words(document["sentences"][span.sentence][span.start : span.end])
    if event is None or event["sentence"] != span.sentence:
        return stems
    for party in event[GOLD_FIELDS[span.role]]:
        start, end = party.get("span", (0, 0))
        if start < span.end and span.start < end:
            stems |= stem_words(party.get("name"))
    return stems
