"""Copied texts: what stays, what they say about themselves, and that every line can be traced."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.documents.clean import clean_document
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError

HERE = Path(__file__).parent
METADATA: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "page_metadata.yaml").read_text())


def _raw(name: str, **options: Any) -> RawDocument:
    content = (HERE / "pages" / f"{name}.txt").read_bytes()
    return RawDocument("tests", f"{name}.txt", content, "text/plain", **options)


def _clean(name: str, **options: Any) -> CleanDocument:
    return clean_document(_raw(name, **options))


@pytest.mark.parametrize("name", METADATA)
def test_keeps_the_article_and_nothing_else(name: str) -> None:
    expected = (HERE / "pages" / f"{name}.kept.txt").read_text().splitlines()
    assert _clean(name).text.splitlines() == expected


@pytest.mark.parametrize("name", METADATA)
def test_reads_what_a_text_says_about_itself(name: str) -> None:
    document, expected = _clean(name), METADATA[name]
    assert document.title == expected.get("title")
    assert document.author == tuple(expected.get("author", ()))
    assert document.agency == expected.get("agency")
    assert document.publisher == expected.get("publisher")
    assert document.dateline_place == expected.get("place")
    assert document.published_on == expected.get("published")
    at = datetime.fromisoformat(expected["at"]) if "at" in expected else None
    assert document.published_at == at
    assert document.published_method == ("text" if "published" in expected else None)
    assert document.language == "en"


@pytest.mark.parametrize("name", METADATA)
def test_every_line_becomes_a_block_that_can_be_traced(name: str) -> None:
    raw, document = _raw(name), _clean(name)
    source = raw.content.decode()
    shown = [line.strip() for line in source.splitlines() if line.strip()]
    told = " ".join(" ".join(block.text.split()) for block in document.blocks)
    assert " ".join(" ".join(shown).split()) == told
    for block in document.blocks:
        assert block.raw_start is not None
        assert " ".join(source[block.raw_start : block.raw_end].split()) == block.text
        assert block.reason
        assert block.is_kept == (block.char_start is not None)
        if block.is_kept:
            assert document.text[block.char_start : block.char_end] == block.text


def test_kinds_are_told_apart() -> None:
    kinds = {block.text: (block.kind, block.is_kept) for block in _clean("harbour_strike").blocks}
    assert kinds["Dockers in Marlow walk out over night shifts"] == ("title", False)
    assert kinds["Crane drivers say the new rota leaves them four hours of sleep"] == ("deck", True)
    assert kinds["By Ida Holm and Peter Vance | Northport Courier"] == ("byline", False)
    assert kinds["Government offers to mediate"] == ("heading", True)
    assert kinds["Advertisement"] == ("boilerplate", False)


def test_boilerplate_policy_keep_leaves_all_lines() -> None:
    document = _clean("harbour_strike", boilerplate="keep")
    assert all(block.is_kept and block.kind == "body" for block in document.blocks)
    assert document.title is None
    assert document.published_on is None


def test_what_the_source_states_wins() -> None:
    stated = {"title": "Port at a standstill", "published": "2023-03-15T08:00:00Z", "publisher": "The Wire"}
    document = _clean("harbour_strike", metadata=stated)
    assert document.title == "Port at a standstill"
    assert document.publisher == "The Wire"
    assert document.published_on == date(2023, 3, 15)
    assert document.published_at == datetime(2023, 3, 15, 8)
    assert document.published_method == "metadata"


def test_a_date_in_a_sentence_is_no_publication_date() -> None:
    text = "Council opens new library\n\nThe library was opened on 4 May 2020 by the mayor, officials said.\n"
    assert clean_document(RawDocument("tests", "a.txt", text.encode())).published_on is None


def test_an_ambiguous_date_is_left_out_until_the_text_decides() -> None:
    lines = [
        "Posted: 04/05/2021",
        "Council opens new library",
        "The mayor opened the library, officials said.",
    ]
    undecided = clean_document(RawDocument("tests", "a.txt", "\n\n".join(lines).encode()))
    assert undecided.published_on is None
    lines.append("The council had voted for the building on May 4 after a debate of three hours, she said.")
    decided = clean_document(RawDocument("tests", "a.txt", "\n\n".join(lines).encode()))
    assert decided.published_on == date(2021, 5, 4)


def test_cleaning_is_deterministic() -> None:
    assert _clean("grain_deal") == _clean("grain_deal")


@pytest.mark.parametrize("content", [b" \n\n  ", b"...\n---\n"])
def test_a_text_without_words_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        clean_document(RawDocument("tests", "a.txt", content, "text/plain"))


def test_a_headline_alone_is_the_text() -> None:
    document = clean_document(RawDocument("tests", "a.txt", b"Council votes to close the old market hall"))
    assert document.text == "Council votes to close the old market hall"


def test_a_page_without_an_article_is_unreadable() -> None:
    lines = b"Skip to content\nSubscribe\nRelated Posts\nAccept cookies\nLEAVE A REPLY\n"
    with pytest.raises(UnreadableDocumentError, match="no line"):
        clean_document(RawDocument("tests", "a.txt", lines, "text/plain"))


def test_thousands_of_similar_lines_are_cleaned() -> None:
    lines = (f"Line {n} of the list says that {n} people were at the meeting in town." for n in range(5000))
    assert clean_document(RawDocument("tests", "a.txt", "\n".join(lines).encode(), "text/plain")).text
