"""Fixtures that every test may use: the language model and a parser of small texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language

from transforms.language.model import load_model
from transforms.language.parse import CleanText, parse_text
from transforms.language.parsed_document import ParsedDocument


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model()


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[..., ParsedDocument]:
    """parse(text, published="2024-05-24", title=None) -> ParsedDocument."""

    def parse_one(text: str, published: str | None = None, title: str | None = None) -> ParsedDocument:
        published_on = date.fromisoformat(published) if published else None
        precision = "day" if published else None
        return parse_text(nlp, CleanText("doc-test", text, title, published_on, precision))

    return parse_one
