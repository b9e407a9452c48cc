"""Choices by hashes, the threshold of a page, lists that a line announces."""

from __future__ import annotations

import pytest

from transforms.documents.flat.lists import keep_announced_lists
from transforms.documents.flat.page import look_at_lines
from transforms.documents.line_model.hashed_choice import HashedChoice, hash_to_share
from transforms.documents.lines.expected_overlap import find_threshold
from transforms.documents.lines.lines import split_lines
from transforms.documents.lines.verdict import Verdict

LIST = """
The harbour choir won the evening and thanked its members, who had rehearsed all winter in a cold hall.
The winners of the regional choir festival in full:
Harbour Choir, Gold
Old Mill Singers, Silver
Valley Voices, Bronze
North Quay Ensemble, Merit
Chapel Hill Choir, Merit
Station Road Singers, Merit
Subscribe to our newsletter
Choir of the Month, Vote Now
"""


def test_hashes_decide_alike_on_every_run() -> None:
    first, second = HashedChoice("page 1"), HashedChoice("page 1")
    assert [first.draw_between(0, 9) for _ in range(20)] == [second.draw_between(0, 9) for _ in range(20)]
    assert 0 <= hash_to_share("page 1", 1) < 1
    assert hash_to_share("page 1", 1) != hash_to_share("page 2", 1)


def test_choices_stay_in_their_range() -> None:
    choice = HashedChoice("page 2")
    assert {choice.draw_between(3, 5) for _ in range(60)} == {3, 4, 5}
    assert sorted(choice.choose_several("abcd", 4)) == list("abcd")
    assert len(choice.choose_several("ab", 5)) == 2


@pytest.mark.parametrize(
    ("scores", "weights", "expected"),
    [
        ([], [], 0.5),
        ([0.99, 0.01], [30, 30], 0.49),
        ([0.3, 0.3, 0.3], [10, 10, 10], 0.25),
        ([0.9, 0.9, 0.3], [0, 0, 10], 0.25),
    ],
)
def test_threshold_falls_where_little_is_sure(
    scores: list[float], weights: list[float], expected: float
) -> None:
    assert find_threshold(scores, weights) == pytest.approx(expected, abs=0.02)


def test_announced_list_stays_down_to_a_line_of_the_site() -> None:
    page = look_at_lines(split_lines(LIST), lambda _: False)
    scores = tuple(0.9 if number == 0 else 0.4 if number == 1 else 0.1 for number in range(len(page.texts)))
    page = type(page)(page.texts, scores, page.rules, page.is_date, page.is_template)
    verdicts = [Verdict("body", number == 0, "line_model", score) for number, score in enumerate(scores)]
    kept = [verdict.is_kept for verdict in keep_announced_lists(page, verdicts)]
    assert kept == [True] * 8 + [False] * 2
