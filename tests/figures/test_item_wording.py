"""Items word for word: what no item may take up beside its own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.figures.find import find_figures
from transforms.language.parsed_document import ParsedDocument


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("The colonel said that 1,000 guards had surrendered the day before.", ["guards that surrendered"]),
        ("Traffic grew to 41.4 million passengers.", ["Traffic of passengers"]),
        (
            "The ministry is in talks with Norland about importing up to two million barrels of crude.",
            ["crude imported"],
        ),
        (
            "They missed 31 tackles in all, more than in their earlier matches put together, and lost seven"
            " of their own throws.",
            ["tackles missed", "own throws lost"],
        ),
        ("The authority accuses the town of having ignored two warnings.", ["warnings ignored by town"]),
        (
            "He will come to the meeting in Turku two weeks later.",
            ["time until he will come to the meeting in Turku"],
        ),
        ("By 398 votes to 15, the House declared the port a danger.", ["votes", "votes"]),
    ],
)
def test_items_hold_only_their_words(
    sentence: str, items: list[str], parse: Callable[..., ParsedDocument]
) -> None:
    parsed = parse(sentence, published="2024-03-20")
    found = find_figures(parsed, find_time_expressions(parsed), ActorFindings(), (), EventFindings())
    assert [f.item for f in found] == items
