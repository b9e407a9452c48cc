"""Metadata of HTML pages, from every place where pages state them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.documents.html.document import read_html
from transforms.documents.html.metadata import read_html_metadata
from transforms.documents.html.page import parse_page

CASES = yaml.safe_load(Path(__file__).with_name("metadata.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reads_metadata(case: dict[str, Any]) -> None:
    tag = f' lang="{case["language"]}"' if "language" in case else ""
    source = (
        f"<html{tag}><head>{case.get('head', '')}</head><body>{case.get('body', '<p>Text</p>')}</body></html>"
    )
    found = read_html_metadata(parse_page(source), case.get("url"))
    values = {
        "title": found.title,
        "author": list(found.author),
        "publisher": found.publisher,
        "agency": found.agency,
        "published_on": found.published.on if found.published else None,
        "published_at": found.published.at if found.published else None,
        "method": found.published_method,
        "origin_of_title": found.origins.get("title"),
    }
    assert {name: values[name] for name in values if name in case} == {
        name: case[name] for name in values if name in case
    }


def test_head_of_a_page_too_deep_to_parse() -> None:
    head = '<meta property="og:title" content="Ice melts early">'
    page = parse_page(f"<html><head>{head}</head><body>{'<div>' * 9000}Text")
    assert page.tree is None
    assert read_html_metadata(page).title == "Ice melts early"


@pytest.mark.parametrize(
    "source", ["", " ", "<", "<html>", "<!-- -->", "\ud800", "<p>\x00", "<html></html>" * 3]
)
def test_odd_sources_raise_nothing(source: str) -> None:
    assert read_html(source).metadata.author == ()
