"""Learn how strongly words and word pairs speak for or against article content."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from transforms.documents.line_model.training_pages import LabelledPage
from transforms.documents.lines.shapes import list_terms, list_words

_PER_PAGE = 3  # a term counts at most so often a page and class
_MIN_PAGES = 6
_SHRINKAGE = 5.0


def learn_lexicon(pages: Iterable[LabelledPage], size: int = 6000) -> dict[str, float]:
    """Shrunk log odds of content of the terms that tell most, by term."""
    content: Counter[str] = Counter()
    other: Counter[str] = Counter()
    page_count: Counter[str] = Counter()
    for page in pages:
        counts = _count_terms(page)
        for total, own in zip((content, other), counts, strict=True):
            total.update({term: min(number, _PER_PAGE) for term, number in own.items()})
        page_count.update(counts[0].keys() | counts[1].keys())
    all_content, all_other = sum(content.values()), sum(other.values())
    weights: dict[str, float] = {}
    for term, number in page_count.items():
        if number < _MIN_PAGES:
            continue
        seen = content[term] + other[term]
        odds = math.log((content[term] + 1) / (all_content + 1)) - math.log(
            (other[term] + 1) / (all_other + 1)
        )
        weights[term] = round(odds * seen / (seen + _SHRINKAGE), 2)

    def tell(term: str) -> tuple[float, str]:
        return -abs(weights[term]) * math.sqrt(content[term] + other[term]), term

    return {term: weights[term] for term in sorted(sorted(weights, key=tell)[:size])}


def _count_terms(page: LabelledPage) -> tuple[Counter[str], Counter[str]]:
    content: Counter[str] = Counter()
    other: Counter[str] = Counter()
    labels = dict(zip(page.texts, page.is_content.tolist(), strict=True))
    for text, is_content in labels.items():
        (content if is_content else other).update(set(list_terms(list_words(text))))
    return content, other
