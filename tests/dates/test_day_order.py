"""Day first or month first in numeric dates."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.dates.context.day_order import is_day_first
from transforms.dates.grammar.tokens import cut_tokens


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("on 28/05/2024 and 03/04/2024", None, True),
        ("on 05/28/2024 and 03/04/2024", None, False),
        ("on 03/05/2024", date(2024, 5, 4), True),
        ("on 03/05/2024", date(2024, 3, 7), False),
        ("on 03/05/2004", date(2024, 3, 7), False),
        ("on 2024-05-03", None, False),
    ],
)
def test_is_day_first(text: str, published: date | None, expected: bool) -> None:
    assert is_day_first(cut_tokens(text), (published, "day") if published else None) is expected


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        ("on 03/05/2024", True, True),
        ("on 03/05/2024", False, False),
        ("on 05/28/2024 and 03/04/2024", True, False),
    ],
)
def test_the_source_decides_where_the_text_does_not(text: str, stated: bool, expected: bool) -> None:
    assert is_day_first(cut_tokens(text), (date(2024, 5, 4), "day"), stated) is expected
