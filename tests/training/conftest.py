"""The tokenizer of the reader, and documents as the teaching set holds them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tokenizers import Tokenizer

from transforms.reading.model_files import FOLDER
from transforms.reading.windows import load_tokenizer


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    path = FOLDER / "tokenizer.json"
    if not path.is_file():
        pytest.skip(f"{path} is missing")
    return load_tokenizer(path)


@pytest.fixture(scope="session")
def make_event() -> Callable[..., dict[str, Any]]:
    """make_event(1, "accused", "ACCUSE", actors=[{"text": "Mali"}]) -> an event as JSON lines hold it.

    Spans are left out of parties but for those given; the trigger's span is given or (0, its length).
    """

    def make(sentence: int, trigger: str, kind: str, start: int = 0, **changes: Any) -> dict[str, Any]:
        return {
            "sentence": sentence, "type": kind, "mode": None, "status": "actual",
            "trigger": {"span": [start, start + len(trigger)], "text": trigger},
            "actors": [], "recipients": [], "places": [], "claimant": [],
            "date": "-", "event": 1, "unsure": False, **changes,
        }  # fmt: skip

    return make


@pytest.fixture(scope="session")
def make_document() -> Callable[..., dict[str, Any]]:
    """make_document("31.01", ["Headline", "Mali fled."], [event]) -> a document as JSON lines hold it."""

    def make(identity: str, sentences: list[str], events: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": identity, "url": f"own:{identity}", "published": "2019-11-20", "title": sentences[0],
            "sentences": sentences, "events": events,
        }  # fmt: skip

    return make
