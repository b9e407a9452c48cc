"""`wiremill.extract`: rows of one text as dataclasses, Arrow and pandas."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

import wiremill
from schemas.arrow import arrow_schema
from schemas.identifiers import make_document_id
from schemas.registry import DOCUMENT_TABLES, TABLE_BY_NAME
from transforms.documents.clean import clean_document
from transforms.documents.decoding.raw_document import RawDocument
from transforms.extract import extract_parsed, parse_documents
from transforms.language.model import load_model
from wiremill.extraction import TABLE_NAMES

TEXT = (
    'On Monday Norway accused Belarus of shelling a border village. "We will answer," said Ana Berg,'
    " Norway's foreign minister. Norway paid 20 million euros in 2023."
)


@pytest.fixture(scope="module")
def extraction() -> wiremill.Extraction:
    return wiremill.extract(
        TEXT, published="2024-05-24", title="Norway blames Belarus", publisher="Fjord Post"
    )


def test_metadata_are_those_given(extraction: wiremill.Extraction) -> None:
    assert (extraction.published_on, extraction.published_method) == (date(2024, 5, 24), "metadata")
    assert (extraction.title, extraction.publisher) == ("Norway blames Belarus", "Fjord Post")
    assert (extraction.language, extraction.is_coded, extraction.text) == ("en", True, TEXT)


def test_rows_are_those_of_a_run(extraction: wiremill.Extraction) -> None:
    stated = {"title": "Norway blames Belarus", "published": "2024-05-24", "publisher": "Fjord Post"}
    raw = RawDocument("wire", "a1", TEXT.encode(), "text/plain", boilerplate="keep", metadata=stated)
    document = clean_document(raw)
    rows = extract_parsed(document, next(parse_documents(load_model(), [document]))).rows
    same = wiremill.extract(
        TEXT, source="wire", uri="a1", published=date(2024, 5, 24), title=stated["title"],
        publisher="Fjord Post",
    )  # fmt: skip
    assert same.document_id == make_document_id("wire", "a1")
    assert {name: tuple(same.rows(name)) for name in rows} == rows
    assert same.blocks == document.blocks
    assert [e.trigger for e in same.events] == [e.trigger for e in extraction.events]
    assert same.document_id != extraction.document_id


def test_slices_and_parties(extraction: wiremill.Extraction) -> None:
    for name in ("sentences", "mentions", "time_expressions", "quotes", "events", "figures"):
        rows = extraction.rows(name)
        assert rows, name
        assert all(extraction.text[r.char_start : r.char_end] == r.text for r in rows)
    event = next(e for e in extraction.events if e.deed_type == "ACCUSE")
    assert extraction.name_parties(event, "actor") == ("Norway",)
    assert extraction.name_parties(event, "recipient") == ("Belarus",)
    assert event.date_start == date(2024, 5, 20)


def test_tables_have_the_declared_columns(extraction: wiremill.Extraction) -> None:
    tables, frames = extraction.to_arrow(), extraction.to_pandas()
    assert list(tables) == list(frames) == list(TABLE_NAMES)
    for name, table in tables.items():
        assert table.schema == arrow_schema(TABLE_BY_NAME[name])
        assert table.num_rows == len(frames[name]) == len(extraction.rows(name))
    assert frames["figures"]["value"].iloc[0] == 20_000_000


def test_every_table_of_a_document_is_there() -> None:
    assert set(TABLE_NAMES) == {t.name for t in DOCUMENT_TABLES} - {"documents"}
    fields = {f.name for f in dataclasses.fields(wiremill.Extraction)}
    assert set(TABLE_NAMES) < fields


def test_the_same_text_has_the_same_id() -> None:
    one, same, other = (wiremill.extract(t) for t in ("Rain fell.", "Rain fell.", "Snow fell."))
    assert one == same
    assert one.document_id != other.document_id


def test_another_language_has_no_rows() -> None:
    german = "Die Regierung hat am Montag nach langen Gesprächen beschlossen, die Hilfe zu erhöhen."
    found = wiremill.extract(german)
    assert (found.language, found.is_coded, found.events) == ("de", False, ())
    assert found.blocks
    assert found.to_arrow()["events"].num_rows == 0


def test_bytes_are_decoded_and_pages_cleaned() -> None:
    assert wiremill.extract("Zoë Müller left.".encode("cp1252")).text == "Zoë Müller left."
    page = "<html><body><nav><a href='/'>Home</a></nav><p>The river rose by two metres on Monday night, and"
    page += " the town of Varnholt was cut off, the mayor said.</p></body></html>"
    assert wiremill.extract(page, boilerplate="strip", media_type="text/html").text.startswith("The river")


@pytest.mark.parametrize("text", ["", "  \n", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_no_text_is_a_clear_error(text: str | bytes) -> None:
    with pytest.raises(wiremill.UnreadableDocumentError, match=r"is empty|PNG image"):
        wiremill.extract(text)


def test_wrong_arguments_are_clear_errors(extraction: wiremill.Extraction) -> None:
    with pytest.raises(ValueError, match="published is 'yesterday', which is no date"):
        wiremill.extract(TEXT, published="yesterday")
    with pytest.raises(wiremill.ModelNotFoundError, match="'no_such_model' is not installed"):
        wiremill.extract(TEXT, model="no_such_model")
    with pytest.raises(KeyError, match="no table is named 'deeds'; there are: blocks, "):
        extraction.rows("deeds")
