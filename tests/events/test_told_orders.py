"""Days told by another event's day."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.events.rows.told_orders import find_order, move_day

WEDNESDAY = date(2025, 11, 5)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (
            "He was freed on Wednesday, two days after police had ",
            (date(2025, 11, 3), date(2025, 11, 3), "day"),
        ),
        ("They met on Wednesday, a day before the army ", (date(2025, 11, 6), date(2025, 11, 6), "day")),
        ("It struck on Wednesday, two weeks after it had ", (date(2025, 10, 20), date(2025, 10, 26), "week")),
        ("He left on Wednesday, 3 months after they ", (date(2025, 8, 1), date(2025, 8, 31), "month")),
    ],
)
def test_an_order_moves_the_day(before: str, told: tuple[date, date, str]) -> None:
    order = find_order(before)
    assert order is not None
    assert move_day(WEDNESDAY, order) == told


@pytest.mark.parametrize(
    "before",
    [
        "He was freed on Wednesday, soon after police had ",
        "Two days after the raid, the army ",
        "The talks lasted two days. The ministers ",
    ],
)
def test_other_words_tell_no_order(before: str) -> None:
    assert find_order(before) is None


def test_a_count_that_is_not_told_moves_nothing() -> None:
    order = find_order("He was freed on Wednesday, some days after police had ")
    assert order is not None
    assert move_day(WEDNESDAY, order) is None
