"""Lines of HTML pages lead back to the source."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from transforms.documents.block_draft import BlockDraft
from transforms.documents.clean import clean_document
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.html.offsets import locate_blocks

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))[::6]
SOURCE = (
    "<html><head><title>Talks</title><script>var a = 'Talks end';</script></head><body><!-- Talks end -->"
    "<h1>Talks&nbsp;end</h1>\n<p>The <b>two</b> sides &amp; their\n aides met, <a href='/x'>she said</a>.</p>"
    "<p>Talks end</p><p>It&rsquo;s over</p></body></html>"
)


def _locate(*texts: str) -> list[str | None]:
    drafts = [BlockDraft(text, "body", True, "test") for text in texts]
    spans = [(block.raw_start, block.raw_end) for block in locate_blocks(SOURCE, drafts)]
    return [None if start is None else SOURCE[start:end] for start, end in spans]


def test_lines_are_found_in_their_order() -> None:
    assert _locate("Talks end", "The two sides & their aides met, she said.", "Talks end", "It’s over") == [
        "Talks&nbsp;end",
        "The <b>two</b> sides &amp; their\n aides met, <a href='/x'>she said</a>.",
        "Talks end",
        "It&rsquo;s over",
    ]


def test_what_the_page_does_not_show_is_not_found() -> None:
    assert _locate("var a", "It’s over", "Talks end") == [None, "It&rsquo;s over", None]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_kept_lines_of_pages_stand_where_they_say(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    kept = [b for b in clean_document(RawDocument("tests", path.name, source.encode())).blocks if b.is_kept]
    assert all(block.raw_start is not None for block in kept)
    for block in kept:
        shown = html.unescape(re.sub(r"<[^>]*>", "", source[block.raw_start : block.raw_end]))
        assert "".join(shown.split()) == "".join(block.text.split())


@pytest.mark.parametrize("text", ["<p " * 30_000, "<" * 30_000, "<!--" * 30_000, "<script>" * 30_000])
def test_broken_pages_hold_nothing(text: str) -> None:
    draft = BlockDraft(
        "Some line of an article that the page would have to hold somewhere.", "body", True, "test"
    )
    assert locate_blocks(text, [draft]) == (draft,)
