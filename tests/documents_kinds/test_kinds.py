"""Kinds of pages of our own; what is no article is refused unless its source wants it marked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from transforms.documents.clean import clean_document
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import BoilerplatePolicy, RawDocument, UnreadableDocumentError
from transforms.lexicon.yaml_data import read_yaml

PAGES = read_yaml(Path(__file__).with_name("kind_pages.yaml"))
LEAST_ACCURACY = 0.9
REFUSED = ("not_article", "stub", "listing")


def clean(
    page: dict[str, Any], policy: str = "mark", boilerplate: BoilerplatePolicy = "strip"
) -> CleanDocument:
    text = (
        page.get("text")
        or f"<!DOCTYPE html><html><head>{page['head']}</head><body>{page['body']}</body></html>"
    )
    media_type = "text/plain" if "text" in page else "text/html"
    metadata = {"non_articles": policy}
    return clean_document(
        RawDocument("t", "page", text.encode(), media_type, boilerplate=boilerplate, metadata=metadata)
    )


@pytest.mark.parametrize("page", PAGES, ids=[f"{n}-{page['kind']}" for n, page in enumerate(PAGES)])
def test_kind_of_a_page(page: dict[str, Any]) -> None:
    document = clean(page)
    assert document.kind == page["kind"], document.kind_reason
    assert document.kind_score is not None
    assert 0.5 <= document.kind_score <= 1
    assert document.kind_reason


@pytest.mark.parametrize("page", PAGES, ids=[f"{n}-{page['kind']}" for n, page in enumerate(PAGES)])
def test_only_articles_are_published_by_default(page: dict[str, Any]) -> None:
    if page["kind"] not in REFUSED:
        assert clean(page, "refuse").kind == page["kind"]
        return
    with pytest.raises(UnreadableDocumentError, match='non_articles = "mark"') as caught:
        clean(page, "refuse")
    assert caught.value.stage == "kind"


def test_scores_are_calibrated_on_these_pages() -> None:
    """The mean score is not above the share that is right by more than it can be by chance."""
    found = [(clean(page), page["kind"]) for page in PAGES]
    right = sum(document.kind == kind for document, kind in found) / len(found)
    mean = sum(document.kind_score or 0 for document, _ in found) / len(found)
    assert right >= LEAST_ACCURACY
    assert mean <= right + 0.05
    assert Counter(kind for _, kind in found).keys() == {
        *REFUSED,
        "live",
        "transcript",
        "release",
        "brief",
        "article",
    }


def test_texts_that_are_clean_already_are_not_refused() -> None:
    assert clean(PAGES[5], "refuse", "keep").kind is not None
