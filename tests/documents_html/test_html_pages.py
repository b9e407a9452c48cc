"""Every page of the set: the article's lines and nothing else, and the right metadata."""

import json
from pathlib import Path
from typing import Any

import pytest

from transforms.documents.block_draft import BlockDraft
from transforms.documents.html.document import HtmlDocument, read_html

PAGES = Path(__file__).parent / "pages"
EXPECTED = [json.loads(line) for line in (PAGES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


def read(row: dict[str, Any]) -> HtmlDocument:
    return read_html((PAGES / f"{row['page']}.html").read_text(encoding="utf-8"), row["url"])


def kept(blocks: tuple[BlockDraft, ...], *kinds: str) -> list[str]:
    return [block.text for block in blocks if block.is_kept and block.kind in kinds]


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["page"])
def test_reads_the_page(row: dict[str, Any]) -> None:
    document = read(row)
    blocks, metadata = document.article.blocks, document.metadata
    body = [" ".join(text.split()) for text in row["body"]]
    assert kept(blocks, "body", "heading") == body
    assert kept(blocks, "caption") == ([row["caption"]] if row["caption"] else [])
    assert kept(blocks, "deck") == ([row["deck"]] if row["deck"] else [])
    assert metadata.title == row["title"]
    assert list(metadata.author) == row["author"]
    assert metadata.publisher == row["publisher"]
    assert metadata.published is not None
    assert metadata.published.on.isoformat() == row["published_on"]


def test_the_set_is_large_and_varied() -> None:
    assert len(EXPECTED) >= 40
    assert len({row["page"].split("_")[0] for row in EXPECTED}) >= 10


def test_nothing_is_lost_silently() -> None:
    blocks = read(EXPECTED[0]).article.blocks
    dropped = [block for block in blocks if not block.is_kept]
    assert len(dropped) > 10
    assert all(block.reason for block in blocks)
