"""How words of a reading are shown."""

from __future__ import annotations

import pytest

from flows.cli.explain_events import quote_words
from transforms.explain.facts import MarkedWords


@pytest.mark.parametrize(
    ("sentence_no", "shown"),
    [(3, '"the port" 0.61'), (1, '"the port" in [1] 0.61'), (-1, '"the port" in the title 0.61')],
)
def test_words_of_another_sentence_say_which(sentence_no: int, shown: str) -> None:
    assert quote_words(MarkedWords("actor", "the port", sentence_no, 0.61, ()), 3) == shown
