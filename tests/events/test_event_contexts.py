"""Contexts shown by the words of a sentence, not by the names in it."""

from __future__ import annotations

from typing import Any

import pytest

from transforms.events.vocabulary.contexts import find_contexts


@pytest.mark.parametrize(
    ("text", "context", "is_shown"),
    [
        ("Norway sent emergency aid to Malawi.", "pro_autocracy", False),
        ("The president declared a state of emergency.", "pro_autocracy", True),
        ("Rebels hold a town in the Democratic Republic of Congo.", "pro_democracy", False),
        ("Marchers demanded a democratic vote.", "pro_democracy", True),
    ],
)
def test_context(parse: Any, text: str, context: str, is_shown: bool) -> None:
    sentence = next(iter(parse(text).doc.sents))
    assert (context in find_contexts(sentence)) is is_shown
