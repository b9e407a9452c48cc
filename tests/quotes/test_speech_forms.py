"""The speech forms as a measure: floors for both halves, the second never read while rules were made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from speech_form_score import score_forms

from transforms.language.parsed_document import ParsedDocument


@pytest.mark.parametrize("half", [0, 1])
def test_speech_forms_are_found(half: int, parse: Callable[..., ParsedDocument]) -> None:
    score = score_forms(half, parse)
    slips = "\n".join(score.slips)
    assert score.f1 >= 0.95, slips
    assert score.speakers >= 0.92 * score.right, slips
    assert score.channels >= 0.95 * score.right, slips
    assert score.groups >= 0.96 * score.forms, slips
