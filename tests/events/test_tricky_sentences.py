"""Sentences that only look like events are left out."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language

from transforms.actors.find import find_actors
from transforms.events.find import find_events
from transforms.language.parse import CleanText, parse_texts

MAX_SHARE = 0.03


def test_few_sentences_without_event_are_coded(nlp: Language) -> None:
    lines = Path(__file__).with_name("tricky_sentences.txt").read_text(encoding="utf-8").splitlines()
    sentences = [line for line in lines if line and not line.startswith("#")]
    assert len(sentences) >= 150
    parsed = parse_texts(nlp, [CleanText(f"doc-{n}", s) for n, s in enumerate(sentences)])
    coded = [p.text for p in parsed if find_events(p, find_actors(p), (), ()).events]
    assert len(coded) / len(sentences) < MAX_SHARE, coded
