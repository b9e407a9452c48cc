"""Texts are found by all their words, whatever case and accents they are written with."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.search import search_texts


def _find(path: Path, words: str) -> list[tuple[str, str]]:
    answer = search_texts(path, words)
    at = [answer.names.index(name) for name in ("kind", "uri")]
    return sorted((row[at[0]], row[at[1]]) for row in answer.rows)


def test_all_words_must_be_there(loaded: Path) -> None:
    assert ("clause", "first.txt") in _find(loaded, "security treaty")
    assert _find(loaded, "security elephant") == []


def test_case_and_accents_do_not_matter(loaded: Path) -> None:
    assert _find(loaded, "SECURITY Tréaty") == _find(loaded, "security treaty")


@pytest.mark.parametrize("words", ["", "  ", "!?", "'; DROP TABLE documents; --"])
def test_odd_words_find_nothing_and_break_nothing(loaded: Path, words: str) -> None:
    assert _find(loaded, words) == []


def test_the_best_text_comes_first(loaded: Path) -> None:
    rows = search_texts(loaded, "minsk").rows
    scores = [row[0] for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert len(search_texts(loaded, "minsk", 1).rows) == 1
