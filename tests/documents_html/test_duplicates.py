"""Copies of wire stories are found; other stories of one template or with one background are not."""

import sys
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from schemas.identity import CopyRecord
from transforms.documents.duplicates import are_copies, group_copies, sign_text

sys.path.insert(0, str(Path(__file__).parent))
from wire_copies import Copy, build_corpus

STORY = "\n".join(c.text for c in build_corpus(9, 1, 0))
OTHER = build_corpus(10, 1, 0)[0].text


def record(number: int, text: str, on: date | None = None) -> CopyRecord:
    s = sign_text(f"doc-{number:04}", text)
    return CopyRecord(s.document_id, s.text_sha256, s.shingle_count, s.minhash, on)


def find_candidates(corpus: list[Copy]) -> set[tuple[str, str]]:
    """Pairs that share a band, as the warehouse finds them."""
    holders: dict[str, list[str]] = defaultdict(list)
    for number, copy in enumerate(corpus):
        for band in sign_text(f"doc-{number:04}", copy.text).bands:
            holders[band].append(f"doc-{number:04}")
    return {pair for ids in holders.values() for pair in combinations(ids, 2)}


def test_edited_copies_are_found_and_nothing_else() -> None:
    true = found = both = 0
    for seed in (11, 12, 13):
        corpus = build_corpus(seed, 90, 4)
        records = [record(number, copy.text) for number, copy in enumerate(corpus)]
        groups = group_copies(records, find_candidates(corpus))
        stories = [groups[r.document_id][0] for r in records]
        for i, j in combinations(range(len(corpus)), 2):
            is_true, is_found = corpus[i].story == corpus[j].story, stories[i] == stories[j]
            true, found, both = true + is_true, found + is_found, both + (is_true and is_found)
    assert both / found >= 0.99
    assert both / true >= 0.85


def test_the_earliest_copy_is_the_first_whatever_the_order() -> None:
    records = [
        record(1, STORY),
        record(2, STORY + " Updated.", date(2024, 5, 2)),
        record(3, STORY, date(2024, 5, 1)),
        record(4, OTHER, date(2024, 4, 1)),
    ]
    pairs = [
        ("doc-0002", "doc-0001"),
        ("doc-0003", "doc-0002"),
        ("doc-0004", "doc-0003"),
        ("doc-0009", "doc-0001"),
    ]
    groups = group_copies(records, pairs)
    assert groups == group_copies(records[::-1], [(b, a) for a, b in pairs[::-1]])
    assert [groups[f"doc-{n:04}"][1] for n in (1, 2, 3, 4)] == ["doc-0003", "doc-0003", None, None]
    assert len({story for story, _ in groups.values()}) == 2


def test_a_cut_copy_with_a_new_headline_is_a_copy() -> None:
    paragraphs = STORY.split("\n")
    cut = "\n".join(["Council says no, again", *paragraphs[: max(3, len(paragraphs) // 2)]])
    assert are_copies(record(1, STORY), record(2, cut))


def test_case_and_punctuation_do_not_count() -> None:
    assert sign_text("a", "The vote, at last!").text_sha256 == sign_text("b", "the VOTE\nat last").text_sha256


def test_a_nearly_equal_text_weeks_later_needs_more_in_common() -> None:
    half = STORY[: int(len(STORY) * 0.6)]
    assert are_copies(record(1, STORY, date(2024, 5, 1)), record(2, half, date(2024, 5, 3)))
    assert not are_copies(record(1, STORY, date(2024, 5, 1)), record(2, half, date(2024, 6, 3)))


@pytest.mark.parametrize("text", ["", "...", "One", "\ud800"])
def test_signs_any_text(text: str) -> None:
    signature = sign_text("a", text)
    assert len(signature.minhash) == len(sign_text("b", STORY).minhash)
    assert len(signature.text_sha256) == 64
