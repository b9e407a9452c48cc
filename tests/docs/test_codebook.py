"""The codebook has every code, and its examples show what they stand for."""

from __future__ import annotations

from typing import get_args

from spacy.language import Language

from schemas.codebook import Code, read_codebook
from schemas.events import EventStatus, EventType
from transforms.actors.reference.tables import read_table
from transforms.events.vocabulary.contexts import find_contexts, load_contexts
from transforms.events.vocabulary.ontology import load_ontology
from transforms.reading.read_sentences import load_reader, read_sentences
from transforms.reading.readings import Reading

# Of 62 examples of modes, the reader reads so many with their mode; the others it has seldom been told.
MODES_READ = 37


def _select(kind: str) -> list[Code]:
    return [code for code in read_codebook() if code.kind == kind]


def _read(code: Code) -> list[Reading]:
    return read_sentences(load_reader(), [code.example])


def test_every_code_stands_in_it_once() -> None:
    ontology = load_ontology()
    modes = [(name, mode) for name, entry in ontology.items() for mode in entry.get("modes", {})]
    assert [c.code for c in _select("type")] == list(ontology) == list(get_args(EventType))
    assert [(c.event_type, c.code) for c in _select("mode")] == modes
    assert [c.code for c in _select("status")] == list(get_args(EventStatus))
    assert {c.code for c in _select("context")} == set(load_contexts()["words"])
    tables = ("organisations.csv", "roles.csv", "institutions.csv", "people.csv")
    sectors = {row["sector"] for name in tables for row in read_table(name)} - {""}
    sectors |= {row["sector"] for row in read_table("unnamed_people.csv")}
    assert [c.code for c in _select("sector")] == sorted(sectors)


def test_every_code_has_a_meaning_and_an_example() -> None:
    codes = read_codebook()
    assert all(code.meaning and code.example for code in codes)
    sentences = [c.example for c in codes if c.kind in ("type", "mode")]
    assert len(set(sentences)) == len(sentences)


def test_types_and_statuses_are_read_as_they_say() -> None:
    for code in _select("type"):
        assert code.code in {r.kind for r in _read(code)}, code
    for code in _select("status"):
        assert ("SANCTION", code.code) in {(r.kind, r.status) for r in _read(code)}, code


def test_modes_are_read_no_worse_than_told() -> None:
    hits = [c for c in _select("mode") if (c.event_type, c.code) in {(r.kind, r.mode) for r in _read(c)}]
    assert len(hits) >= MODES_READ


def test_contexts_show_in_their_examples(nlp: Language) -> None:
    for code in _select("context"):
        assert code.code in find_contexts(nlp(code.example)[:]), code
