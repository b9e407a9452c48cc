"""The usual news words of every event type are coded."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from spacy.language import Language

from transforms.actors.find import find_actors
from transforms.events.find import find_events
from transforms.events.ontology import load_ontology
from transforms.language.parse import CleanText, parse_texts

_PATH = Path(__file__).with_name("vocabulary.tsv")
MAX_MISSED = 0.02


def _load() -> list[tuple[str, str]]:
    lines = [x for x in _PATH.read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    return [(row[0], row[1]) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def test_usual_words_are_coded(nlp: Language) -> None:
    cases = _load()
    parsed = parse_texts(nlp, [CleanText(f"doc-{n}", text) for n, (_, text) in enumerate(cases)])
    missed = []
    for (expected, text), document in zip(cases, parsed, strict=True):
        event_type, _, mode = expected.partition("/")
        events = find_events(document, find_actors(document), (), ()).events
        if not any(e.event_type == event_type and mode in {"", e.event_mode} for e in events):
            missed.append((expected, text, [(e.event_type, e.event_mode) for e in events]))
    assert len(missed) <= MAX_MISSED * len(cases), missed


@pytest.mark.parametrize("event_type", sorted(load_ontology()))
def test_every_type_has_its_words(event_type: str) -> None:
    assert sum(expected.partition("/")[0] == event_type for expected, _ in _load()) >= 15
