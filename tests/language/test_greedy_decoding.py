"""Batched decoding must annotate exactly as spaCy's own pipe does."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from transforms.language.greedy_decoding import annotate_docs
from transforms.language.token_attributes import AttributeMemo

SAMPLE = Path(__file__).parents[2] / "flows" / "sample"
SENTENCES = [
    "Let's go: they ain't gonna stop, and there are 3,400 people who gotta leave.",
    "Y'all should know that there's nothing to see here, said Anna Petrova on 4 May 2023.",
    "",
    "The Port of Gdansk handled 81 million tonnes; c'mon, the mayor of Riga replied.",
    "\u2014",
]


def list_texts() -> list[str]:
    """Own sentences and the paragraphs of the bundled articles."""
    articles = [p.read_text("utf-8", errors="replace") for p in sorted(SAMPLE.rglob("*.txt"))]
    return SENTENCES + [line for article in articles for line in article.split("\n") if line]


def describe(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, t.is_sent_start)
        for t in doc
    ]


@pytest.mark.parametrize("batch_size", [1, 7, 64])
def test_annotations_are_those_of_pipe(nlp: Language, batch_size: int) -> None:
    texts = list_texts()[:150]
    expected = [describe(doc) for doc in nlp.pipe(texts)]
    found = [describe(doc) for doc in annotate_docs(nlp, map(nlp.make_doc, texts), batch_size)]
    assert len(found) == len(texts)
    assert found == expected


def test_a_ruler_with_long_patterns_matches_by_itself() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "as"}, {"LOWER": "well"}, {"LOWER": "as"}]], {"POS": "CCONJ"}, index=1)
    ruler.add([[{"LOWER": "so", "OP": "?"}, {"LOWER": "far"}]], {"POS": "ADV"}, index=-1)
    texts = ["Riga as well as Oslo so far.", "Far away."]
    expected = [[t.pos_ for t in doc] for doc in nlp.pipe(texts)]
    assert [[t.pos_ for t in doc] for doc in annotate_docs(nlp, map(nlp.make_doc, texts))] == expected


def test_a_later_rule_has_precedence_over_a_pair(nlp: Language) -> None:
    blank = spacy.blank("en")
    ruler = blank.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "north"}]], {"POS": "NOUN"})
    ruler.add([[{"LOWER": "north"}, {"LOWER": {"REGEX": "^sea$"}}]], {"POS": "PROPN"}, index=0)
    ruler.add([[{"LOWER": "sea"}]], {"POS": "NOUN"})
    docs = list(annotate_docs(blank, [blank.make_doc("North Sea and north wind")]))
    assert [t.pos_ for t in docs[0]] == ["PROPN", "NOUN", "", "NOUN", ""]


def test_the_memo_forgets_when_it_is_full(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.language.token_attributes.MOST_KEYS", 10)
    memo = AttributeMemo(nlp.get_pipe("attribute_ruler"))
    texts = list_texts()[:20]
    plain = [nlp.make_doc(text) for text in texts if text]
    for name in ("tok2vec", "tagger", "parser"):
        plain = list(nlp.get_pipe(name).pipe(plain))
    expected = [nlp.get_pipe("attribute_ruler").match(doc) for doc in plain]
    assert [memo._match(doc) for doc in plain] == expected
    memo.annotate(plain)
    memo.annotate(plain[:1])
    assert len(memo._alone) <= len(plain[0])
