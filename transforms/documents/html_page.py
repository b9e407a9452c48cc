"""An HTML page, parsed once for its article and its metadata."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page's source and its tree; `tree` is None where the page is too big or too deep to walk."""

    source: str
    tree: HtmlElement | None


def parse_page(source: str) -> HtmlPage:
    """Parse the source of a page."""
    return HtmlPage(source, lxml_html.document_fromstring(source.encode("utf-8", "replace")))
