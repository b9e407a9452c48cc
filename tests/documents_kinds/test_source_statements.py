"""What a source says of its documents: dates, time zone, publisher, section, and a feed that fills gaps."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from transforms.documents.clean import clean_document
from transforms.documents.decoding.raw_document import RawDocument

TEXT = "The ministry of Norland lent nine buses to Ostra on Monday. It wants them back in June, she said."
BODY = f"<body><article><h1>Buses go north</h1><p>{TEXT}</p></article></body>"
PAGE = f"<html><head><title>Buses go north</title>{{}}</head>{BODY}</html>"


@pytest.mark.parametrize(
    ("day_first", "expected"), [("true", date(2026, 2, 3)), ("false", date(2026, 3, 2)), (None, None)]
)
def test_order_of_day_and_month(day_first: str | None, expected: date | None) -> None:
    metadata = {"published": "03/02/2026"} | ({"day_first": day_first} if day_first else {})
    document = clean_document(RawDocument("t", "a", TEXT.encode(), "text/plain", metadata=metadata))
    assert document.published_on == expected


def test_time_zone_of_clocks_without_one() -> None:
    metadata = {"published": "2026-02-03 18:30", "timezone": "Europe/Helsinki"}
    document = clean_document(RawDocument("t", "a", TEXT.encode(), "text/plain", metadata=metadata))
    assert (document.published_on, document.published_at) == (date(2026, 2, 3), datetime(2026, 2, 3, 16, 30))
    metadata["published"] = "2026-02-03T18:30:00Z"
    document = clean_document(RawDocument("t", "a", TEXT.encode(), "text/plain", metadata=metadata))
    assert document.published_at == datetime(2026, 2, 3, 18, 30)


def test_feed_fills_what_the_page_does_not_say() -> None:
    fallback = {
        "published": "Tue, 03 Feb 2026 08:00:00 GMT",
        "author": "Ada Brek",
        "publisher": "Lubec Herald",
    }
    bare = clean_document(RawDocument("t", "a", PAGE.format("").encode(), "text/html", fallback=fallback))
    assert (bare.published_at, bare.published_method) == (datetime(2026, 2, 3, 8), "metadata")
    assert (bare.author, bare.publisher) == (("Ada Brek",), "Lubec Herald")
    own = PAGE.format('<meta property="article:published_time" content="2026-01-01T10:00:00Z">')
    stated = clean_document(RawDocument("t", "a", own.encode(), "text/html", fallback=fallback))
    assert stated.published_on == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-02-03T18:30:00Z", date(2026, 2, 4)),
        ("1770143400", date(2026, 2, 4)),
        ("2026-02-03", date(2026, 2, 3)),
    ],
)
def test_a_moment_counts_on_the_day_where_the_source_sits(published: str, expected: date) -> None:
    metadata = {"published": published, "timezone": "Asia/Tokyo"}
    document = clean_document(RawDocument("t", "a", TEXT.encode(), "text/plain", metadata=metadata))
    assert document.published_on == expected


def test_source_decides_the_order_against_the_language_tag() -> None:
    page = PAGE.format('<meta name="date" content="03/02/2026">').replace("<html>", '<html lang="en-US">')
    raw = RawDocument("t", "a", page.encode(), "text/html", metadata={"day_first": "true"})
    assert clean_document(raw).published_on == date(2026, 2, 3)


def test_statements_go_with_the_document() -> None:
    metadata = {"day_first": "true", "fiscal_year_start": "4", "section": "HOME; Pg. 4"}
    document = clean_document(RawDocument("t", "a", TEXT.encode(), "text/plain", metadata=metadata))
    assert (document.day_first, document.fiscal_year_start, document.section) == (True, 4, "HOME; Pg. 4")


def test_section_of_a_page() -> None:
    page = PAGE.format('<meta property="article:section" content="Transport">')
    assert clean_document(RawDocument("t", "a", page.encode(), "text/html")).section == "Transport"


@pytest.mark.parametrize(("media_type", "suffix"), [("text/plain", ""), ("text/html", "<p>Nordsee</p>")])
def test_publisher_of_the_source_is_no_text(media_type: str, suffix: str) -> None:
    title, body = "Nine buses go north | Nordsee", f"{TEXT} " * 3
    text = f"{title}\n\n{body}\n\nNordsee\n"
    if media_type == "text/html":
        text = f"<html><head><title>{title}</title></head><body><p>{body}</p>{suffix}</body></html>"
    raw = RawDocument("t", "a", text.encode(), media_type, metadata={"publisher": "Nordsee"})
    document = clean_document(raw)
    assert (document.title, document.publisher) == ("Nine buses go north", "Nordsee")
    assert document.text == body.strip()


def test_stated_names_without_what_stands_beside_them() -> None:
    metadata = {
        "title": "Buses go north - Lubec Herald",
        "publisher": "Lubec Herald",
        "author": "By Ada Brek and Tor Vik",
    }
    document = clean_document(RawDocument("t", "a", TEXT.encode(), "text/plain", metadata=metadata))
    assert (document.title, document.author) == ("Buses go north", ("Ada Brek", "Tor Vik"))
    metadata["publisher"] = "Ostra Post"
    document = clean_document(RawDocument("t", "a", TEXT.encode(), "text/plain", metadata=metadata))
    assert document.title == "Buses go north - Lubec Herald"
