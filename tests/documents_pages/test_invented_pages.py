"""Portals, agency copy, transcripts, wrapped texts and live pages: what stays, what is read from them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from page_files import ExpectedPage, PageScore, read_pages, score_page

TUNED = read_pages("tuned")
# Floors of the pages that the rules were not written with: they only go up.
LEAST_LINES_F1 = 0.93
MOST_WRONG = {"title": 0, "agency": 0, "author": 0, "publisher": 2, "published": 0, "place": 0, "speakers": 0}


@pytest.mark.parametrize("page", TUNED, ids=lambda page: page.name)
def test_reads_the_page(page: ExpectedPage) -> None:
    assert len(differences := score_page(page).differences) == page.faults, differences


@pytest.fixture(scope="module")
def scores() -> list[PageScore]:
    return [score_page(page) for page in read_pages("held_out")]


def test_lines_of_pages_not_looked_at(scores: Sequence[PageScore]) -> None:
    common = sum(score.common for score in scores)
    assert 2 * common / sum(score.found + score.expected for score in scores) >= LEAST_LINES_F1


@pytest.mark.parametrize("value", MOST_WRONG)
def test_values_of_pages_not_looked_at(scores: Sequence[PageScore], value: str) -> None:
    wrong = sum(not score.values[value] for score in scores if value in score.values)
    assert wrong <= MOST_WRONG[value]
