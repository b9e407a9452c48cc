"""Copies of wire stories are found; other stories of one template or with one background are not."""

from datetime import date
from itertools import combinations

import pytest
from copy_groups import find_candidates, group_stories, list_copies
from wire_copies import build_corpus

from transforms.documents.duplicates import sign_text

STORY = "\n".join(c.text for c in build_corpus(9, 1, 0))
OTHER = build_corpus(10, 1, 0)[0].text


def are_copies(one: str, other: str, dates: tuple[date, date] | None = None) -> bool:
    return bool(list_copies([sign_text("a", one), sign_text("b", other)], [(0, 1)], dates))


def test_edited_copies_are_found_and_nothing_else() -> None:
    true = found = both = 0
    for seed in (11, 12, 13):
        corpus = build_corpus(seed, 90, 4)
        signatures = [sign_text(f"doc-{number:04}", copy.text) for number, copy in enumerate(corpus)]
        stories = group_stories(signatures, find_candidates(signatures))
        for i, j in combinations(range(len(corpus)), 2):
            is_true, is_found = corpus[i].story == corpus[j].story, stories[i] == stories[j]
            true, found, both = true + is_true, found + is_found, both + (is_true and is_found)
    assert both / found >= 0.99
    assert both / true >= 0.85


def test_no_pairs_no_copies() -> None:
    assert list_copies([sign_text("a", STORY)], []) == []


def test_other_news_is_no_copy() -> None:
    assert are_copies(STORY, STORY + " Updated.")
    assert not are_copies(STORY, OTHER)


def test_a_cut_copy_with_a_new_headline_is_a_copy() -> None:
    paragraphs = STORY.split("\n")
    cut = "\n".join(["Council says no, again", *paragraphs[: max(3, len(paragraphs) // 2)]])
    assert are_copies(STORY, cut)


def test_case_and_punctuation_do_not_count() -> None:
    assert sign_text("a", "The vote, at last!").text_sha256 == sign_text("b", "the VOTE\nat last").text_sha256


def test_a_nearly_equal_text_weeks_later_needs_more_in_common() -> None:
    half = STORY[: int(len(STORY) * 0.6)]
    assert are_copies(STORY, half, (date(2024, 5, 1), date(2024, 5, 3)))
    assert not are_copies(STORY, half, (date(2024, 5, 1), date(2024, 6, 3)))


@pytest.mark.parametrize("text", ["", "...", "One", "\ud800"])
def test_signs_any_text(text: str) -> None:
    signature = sign_text("a", text)
    assert len(signature.minhash) == len(sign_text("b", STORY).minhash)
    assert len(signature.text_sha256) == 64
