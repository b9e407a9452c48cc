"""Parsing keeps offsets exact and sentences whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from transforms.language import parse as parsing
from transforms.language.model import ModelNotFoundError, load_model
from transforms.language.parse import CleanText, parse_text, parse_texts, split_paragraphs
from transforms.language.parsed_document import ParsedDocument

TEXT = (
    "The minister met Mr. Novak at 5 p.m. on Friday.\n"
    "“We agreed on all points,” she said. “The treaty will be signed in May.”\n"
    "Exports rose 4.5 percent."
)


def test_tokens_stand_at_their_offsets(parse: Callable[..., ParsedDocument]) -> None:
    parsed = parse(TEXT)
    assert all(TEXT[t.idx : t.idx + len(t)] == t.text for t in parsed.doc)
    assert all(parsed.slice(s.char_start, s.char_end) == s.text for s in parsed.sentences)


def test_sentences_end_where_they_should(parse: Callable[..., ParsedDocument]) -> None:
    assert [s.text for s in parse(TEXT).sentences] == [
        "The minister met Mr. Novak at 5 p.m. on Friday.",
        "“We agreed on all points,” she said.",
        "“The treaty will be signed in May.”",
        "Exports rose 4.5 percent.",
    ]


def test_no_sentence_crosses_a_paragraph(parse: Callable[..., ParsedDocument]) -> None:
    parsed = parse("Industry and trade\nBoth sides talked for hours")
    assert [s.text for s in parsed.sentences] == ["Industry and trade", "Both sides talked for hours"]


def test_look_ups_find_the_sentence(parse: Callable[..., ParsedDocument]) -> None:
    parsed = parse(TEXT)
    token = next(t for t in parsed.doc if t.text == "treaty")
    assert parsed.sentence_no_of(token) == 2
    assert parsed.sentence_no_at(token.idx) == 2
    assert parsed.sentence_span(3).text == "Exports rose 4.5 percent."


def test_many_texts_come_in_order(nlp: Language) -> None:
    texts = [
        CleanText("a", "One text."),
        CleanText("b", ""),
        CleanText("c", "Another text.\nWith two lines."),
    ]
    assert [(p.document_id, len(p.sentences)) for p in parse_texts(nlp, texts)] == [
        ("a", 1),
        ("b", 0),
        ("c", 2),
    ]


def test_untidy_text_is_refused(nlp: Language) -> None:
    with pytest.raises(ValueError, match="clean it first"):
        parse_text(nlp, CleanText("doc", "Space at the end. \nNext line."))


def test_long_paragraphs_are_cut_at_a_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MAX_PARAGRAPH_CHARS", 10)
    text = "aaa bbb ccc ddd eee"
    pieces = split_paragraphs(text)
    assert " ".join(pieces) == text
    assert all(len(piece) <= 10 for piece in pieces)


def test_missing_model_is_named() -> None:
    with pytest.raises(ModelNotFoundError, match="no_such_model"):
        load_model("no_such_model")


@pytest.mark.parametrize(
    "text",
    [
        "The mill cost $15m. Farmers paid half.",
        "The wall is 10m. Its mast is 5m.",
        "It was valued at $1.1B. Rivals fell.",
        "“It lost €3m.” Nobody was surprised.",
    ],
)
def test_ends_a_sentence_behind_an_amount(text: str, parse: Callable[..., ParsedDocument]) -> None:
    assert len(parse(text).sentences) == 2


@pytest.mark.parametrize(
    "text", ["The poet (b. 1950) and George M. Lund met.", "It fell 5m. or more on Monday."]
)
def test_keeps_a_stop_that_ends_no_sentence(text: str, parse: Callable[..., ParsedDocument]) -> None:
    assert len(parse(text).sentences) == 1
