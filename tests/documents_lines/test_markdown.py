"""Markdown is read as the text that it renders to, and every line leads back to its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.documents.clean import clean_document
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.markdown.front_matter import FrontMatter, read_front_matter
from transforms.documents.markdown.text import render_markdown
from transforms.documents.template_memory import hash_line, list_template_lines

HERE = Path(__file__).parent
MARKS: list[dict[str, str]] = yaml.safe_load((HERE / "markdown_marks.yaml").read_text(encoding="utf-8"))
PAGE = (HERE / "pages" / "harbour_reopens.md").read_text(encoding="utf-8")
QUAY = '"We will open the second quay in June," port chief Ida Holm said.'


def _clean(text: str, uri: str = "a.md", **options: Any) -> CleanDocument:
    return clean_document(RawDocument("tests", uri, text.encode(), **options))


@pytest.mark.parametrize("case", MARKS, ids=lambda case: case["source"][:30])
def test_marks_go_and_text_stays(case: dict[str, str]) -> None:
    rendered = render_markdown(case["source"]).repaired.text
    assert [line.strip() for line in rendered.splitlines() if line.strip()] == case["text"].splitlines()


@pytest.mark.parametrize("case", MARKS, ids=lambda case: case["source"][:30])
def test_what_stays_leads_back_to_the_source(case: dict[str, str]) -> None:
    repaired = render_markdown(case["source"]).repaired
    positions = [repaired.to_raw(offset) for offset in range(len(repaired.text) + 1)]
    assert positions == sorted(positions)
    pairs = zip(repaired.text, positions[:-1], strict=True)
    assert all(char == case["source"][at] for char, at in pairs if not char.isspace())


def test_a_page_is_read_as_rendered() -> None:
    document = _clean(PAGE)
    assert document.title == "Port of Halden reopens after storm"
    assert document.author == ("Tom Bell", "Ida Moe")
    assert document.published_on == date(2024, 5, 10)
    assert (document.agency, document.dateline_place) == ("Reuters", "Halden")
    assert document.text.splitlines() == [
        "HALDEN, May 9, 2024 (Reuters) - The port of Halden reopened on Thursday after a storm that sank two"
        " ferries.",
        "Officials said the repair will cost $4 million, of which the harbour fund pays 25 percent.",
        "Second quay",
        QUAY,
    ]


def test_blocks_of_a_page_have_their_raw_offsets() -> None:
    blocks = {block.text: block for block in _clean(PAGE).blocks}
    quay, heading = blocks[QUAY], blocks["Second quay"]
    assert PAGE[quay.raw_start : quay.raw_end] == QUAY
    assert PAGE[heading.raw_start : heading.raw_end] == "Second quay"
    assert heading.kind == "heading"
    assert blocks["By Tom Bell"].kind == "byline"
    assert blocks["date: 2024-05-10"].reason == "front_matter"
    fund = next(block for text, block in blocks.items() if text.startswith("Officials"))
    assert "\\$4 million, of which the [harbour fund][1] pays" in PAGE[fund.raw_start : fund.raw_end]


def test_without_front_matter_heading_and_byline_state_the_metadata() -> None:
    document = _clean(PAGE.split("---\n", 2)[2])
    assert document.title == "Port of Halden reopens after storm"
    assert document.author == ("Tom Bell",)
    assert document.published_on == date(2024, 5, 9)


def test_a_plain_text_is_no_markdown() -> None:
    text = "Shares of *Nordvik* rose on Monday, the exchange said.\n\nThe [board] met in Oslo on Tuesday.\n"
    assert "*Nordvik*" in _clean(text, uri="a.txt").text
    assert "*Nordvik*" not in _clean(text, uri="a.txt", media_type="text/markdown").text


@pytest.mark.parametrize(
    "text",
    [
        f"[Home](/) [Ports](/b)\n\n# Second quay in June\n\n**Read also:** [Ships](/c)\n\n{QUAY}\n",
        f"---\ntitle: Second quay in June\nhostname: coast.example\n---\n{QUAY}\n",
    ],
)
def test_a_text_whose_marks_nothing_else_has_is_markdown(text: str) -> None:
    document = _clean(text, "a.txt")
    assert (document.title, document.text) == ("Second quay in June", QUAY)


def test_front_matter_of_either_kind() -> None:
    assert read_front_matter('+++\ntitle = "Port opens"\ndate = 2024-05-09\n+++\nText').metadata == {
        "title": "Port opens",
        "published": "2024-05-09",
    }
    assert read_front_matter("---\ndate: 9 May 2024\nauthor: {name: Ida Moe}\n---\n").metadata == {
        "published": "9 May 2024",
        "author": "Ida Moe",
    }
    assert read_front_matter("---\nno: [mapping\n---\n").end == 0
    assert read_front_matter("Text\n\n---\n\nMore").end == 0


@pytest.mark.parametrize(
    "block",
    [
        "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\n",  # thirty such lines would be endless
        "---\ntitle: &a [*a]\n---\n",
        "---\ndate: !!bool x\n---\n",
        "---\ndate: !!timestamp never\n---\n",
        "---\ntitle: 0x" + "f" * 5_000 + "\n---\n",
        "---\ntitle: 1" + ":59" * 3_000 + "\n---\n",
        "---\ntitle: " + "[" * 3_000 + "]" * 3_000 + "\n---\n",
        "+++\ntitle = " + "[" * 3_000 + "]" * 3_000 + "\n+++\n",
        "+++\ntitle = " + "9" * 5_000 + "\n+++\n",
    ],
)
def test_front_matter_that_breaks_its_reader_is_text(block: str) -> None:
    assert read_front_matter(block + "The council met.") == FrontMatter()


def test_the_memory_learns_rendered_lines() -> None:
    raw = RawDocument(
        "tests", "a.md", b"---\ntitle: One\n---\n\n**Read our newsletter**\n\nThe port opened.\n"
    )
    assert [row.line_hash for row in list_template_lines(raw)] == [
        hash_line("Read our newsletter"),
        hash_line("The port opened."),
    ]


def test_a_page_of_marks_takes_no_time_and_breaks_nothing() -> None:
    for marks in ("[", "*", "`", "![", "_a", "<!--", "[a](", "**a_", "> - "):
        text = "The port of Halden opened on Monday, officials said.\n\n" + marks * 4000
        assert "The port of Halden opened" in _clean(text).text
