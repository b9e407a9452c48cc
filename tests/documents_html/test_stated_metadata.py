"""What is stated of a document wins over what it says itself, and that over what is stated of its source."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from transforms.documents.clean import clean_document
from transforms.documents.raw_document import RawDocument
from transforms.documents.template_memory import find_site

STORY = (
    "MARLOW (Reuters) - The council will close its old bridge for a year, the mayor said on Monday.",
    "Work begins in May, and lorries have to take the road through the valley, 14 kilometres longer.",
)
SITE = '<meta property="og:site_name" content="Marlow Courier">'
HTML = (
    "<html><head>{site}</head><body><article><h1>Marlow closes its bridge</h1>{body}</article></body></html>"
)
PAGE = HTML.format(site=SITE, body="".join(f"<p>{text}</p>" for text in STORY)).encode()
TEXT = "\n\n".join(("Marlow closes its bridge", *STORY)).encode()
NAMED = "\n\n".join(("Marlow closes its bridge", *STORY, "Follow Marlow Courier on Facebook")).encode()
FRONT = b"---\npublisher: Marlow Courier\nlanguage: de\n---\n\n" + TEXT
DEFAULTS = {"publisher": "Valley Press", "agency": "AFP", "language": "fr"}


@pytest.mark.parametrize(
    ("uri", "content", "metadata", "publisher"),
    [
        ("a.html", PAGE, {"publisher": "Brod Times"}, "Brod Times"),
        ("a.html", PAGE, {}, "Marlow Courier"),
        ("a.html", PAGE.replace(SITE.encode(), b""), {}, "Valley Press"),
        ("a.txt", NAMED, {"publisher": "Brod Times"}, "Brod Times"),
        ("a.txt", NAMED, {}, "Marlow Courier"),
        ("a.txt", TEXT, {}, "Valley Press"),
        ("a.md", FRONT, {}, "Marlow Courier"),
    ],
)
def test_the_publisher(uri: str, content: bytes, metadata: Mapping[str, str], publisher: str) -> None:
    raw = RawDocument("desk", uri, content, metadata=metadata, defaults=DEFAULTS)
    document = clean_document(raw)
    assert document.publisher == publisher
    assert (document.agency, document.language) == ("Reuters", "en")


def test_the_agency_of_a_source_fills_a_gap() -> None:
    raw = RawDocument("desk", "a.txt", TEXT.replace(b" (Reuters)", b""), defaults=DEFAULTS)
    assert clean_document(raw).agency == "AFP"


def test_without_defaults_an_agency_that_signs_is_the_publisher() -> None:
    assert clean_document(RawDocument("desk", "a.txt", TEXT)).publisher == "Reuters"


def test_the_publisher_of_a_source_names_the_site() -> None:
    assert find_site(RawDocument("desk", "a.txt", TEXT, defaults=DEFAULTS)) == "valley press"
