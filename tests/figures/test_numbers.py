"""Numbers in digits and words, with exact values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from transforms.figures.numbers.compose import find_numbers
from transforms.figures.quantities.masks import find_masks


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567.89", "1234567.89"),
        ("12,34,567", "1234567"),
        ("40 000 people", "40000"),
        ("1 234 567 units", "1234567"),
        ("three hundred and twenty-five thousand", "325000"),
        ("twenty-one million four hundred", "21000400"),
        ("two and a half million", "2500000"),
        ("five and a quarter", "5.25"),
        ("two point zero five", "2.05"),
        ("half a million", "500000"),
        ("a quarter million", "250000"),
        ("three dozen", "36"),
        ("2½", "2.5"),
        ("3 1/4", "3.25"),
        ("0.1", "0.1"),
        ("seven lakh crore", "7000000000000"),
        ("4 thousand 3 hundred and 21", "4321"),
        ("hundreds of thousands", "100000"),
        ("€1.234.567,50", "1234567.5"),
        ("EUR 1.204.500.000", "1204500000"),
        ("$ 3.412.000.000", "3412000000"),
        ("7,5 million", "7500000"),
        ("1 204,5 million", "1204500000"),
        ("12,5 percent", "12.5"),
    ],
)
def test_value_is_exact(text: str, value: str) -> None:
    (number,) = find_numbers(text)
    assert number.value == Decimal(value)


def test_lists_are_no_sums() -> None:
    assert [int(n.value) for n in find_numbers("one hundred, two hundred and five, six")] == [100, 205, 6]


@pytest.mark.parametrize("text", ["the third quarter", "at first", "a tenth symphony wonder", "score"])
def test_ordinals_are_no_numbers(text: str) -> None:
    assert not [n for n in find_numbers(text) if n.kind == "cardinal"]


@pytest.mark.parametrize(
    "text",
    [
        "12 May 2021",
        "10:45 p.m.",
        "https://a.org/5",
        "+49 30 123456",
        "1.2.3",
        "the 1990s",
        "S&P 500",
        "24/7",
        "21st",
        "2022-23",
    ],
)
def test_masks_cover_dates_and_references(text: str) -> None:
    masks = find_masks(text)
    assert all(masks.covers(n.start, n.end) for n in find_numbers(text))
