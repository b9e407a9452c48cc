"""Which words are taken in a role."""

from __future__ import annotations

import pytest

from transforms.reading.readings import WordSpan
from transforms.reading.settle import RoleCuts, choose_spans

CUTS = RoleCuts(here=0.5, earlier=0.7, share=0.6, floor=0.2, none=0.4)
NOBODY, HERE, EARLIER = (0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8)


def _choose(scores: list[tuple[int, float]], presence: tuple[float, ...] | None) -> list[tuple[int, float]]:
    """Spans are (sentence, score); the event stands in sentence 3."""
    spans = [WordSpan("actor", sentence, n, n + 1, score) for n, (sentence, score) in enumerate(scores)]
    return [(s.sentence, s.score) for s in choose_spans(spans, 3, CUTS, presence)]


@pytest.mark.parametrize(
    ("scores", "presence", "taken"),
    [
        ([(3, 0.55)], HERE, [(3, 0.55)]),
        ([(2, 0.65), (3, 0.55)], HERE, [(3, 0.55)]),
        ([(2, 0.75), (3, 0.55)], HERE, [(2, 0.75), (3, 0.55)]),
        ([(3, 0.95), (3, 0.55)], HERE, [(3, 0.95)]),
        ([(3, 0.95), (3, 0.6)], HERE, [(3, 0.95), (3, 0.6)]),
        ([(3, 0.3), (3, 0.45)], HERE, [(3, 0.45)]),
        ([(2, 0.6), (3, 0.3)], HERE, [(3, 0.3)]),
        ([(2, 0.6), (3, 0.3)], EARLIER, [(2, 0.6)]),
        ([(3, 0.3)], EARLIER, [(3, 0.3)]),
        ([(3, 0.15)], HERE, []),
        ([(3, 0.45)], NOBODY, []),
        ([(3, 0.55)], NOBODY, [(3, 0.55)]),
        ([(3, 0.45)], None, []),
        ([], HERE, []),
    ],
)
def test_words_are_taken(
    scores: list[tuple[int, float]], presence: tuple[float, ...] | None, taken: list[tuple[int, float]]
) -> None:
    assert _choose(scores, presence) == taken
