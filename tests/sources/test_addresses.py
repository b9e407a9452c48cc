"""One address a document."""

from __future__ import annotations

import pytest

from flows.sources.addresses import clean_address, find_canonical


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://Lubec.example:443/a?utm_source=x&id=7&fbclid=1#top", "https://lubec.example/a?id=7"),
        ("https://lubec.example/a/amp/", "https://lubec.example/a/"),
        ("https://lubec.example/a/amp", "https://lubec.example/a"),
        ("https://lubec.example/a?amp=1", "https://lubec.example/a"),
        ("https://amp.lubec.example/a.amp.html", "https://lubec.example/a.html"),
        ("https://lubec-example.cdn.ampproject.org/c/s/lubec.example/a", "https://lubec.example/a"),
        ("https://www.google.com/amp/s/lubec.example/a", "https://lubec.example/a"),
        ("https://lubec.example/camp/example?page=2", "https://lubec.example/camp/example?page=2"),
        ("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"),
        ("folder/a.html?utm_source=x", "folder/a.html?utm_source=x"),
    ],
)
def test_what_leads_to_one_page_is_one_address(address: str, clean: str) -> None:
    assert clean_address(address) == clean
    assert clean_address(clean) == clean


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<link rel="canonical" href="/news/a?utm_medium=x">', "https://lubec.example/news/a"),
        ("<link href='https://www.lubec.example/b' rel=canonical>", "https://www.lubec.example/b"),
        ('<link rel="canonical" href="https://lubec.example/">', "https://lubec.example/a"),
        ('<link rel="canonical" href="https://other.example/b">', "https://lubec.example/a"),
        ('<link rel="stylesheet" href="/c.css">', "https://lubec.example/a"),
    ],
)
def test_canonical_link_of_the_same_site(link: str, expected: str) -> None:
    page = f"<html><head>{link}</head></html>".encode()
    assert find_canonical(page, "https://lubec.example/a?utm_source=x") == expected
