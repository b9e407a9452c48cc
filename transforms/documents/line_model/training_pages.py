"""Labelled pages for training the line model: whole, as a reader copies them, and the article alone."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from transforms.documents.line_model.hashed_choice import HashedChoice
from transforms.documents.lines.shapes import strip_bullet

_LABELS = (
    *("Related", "Read more", "READ MORE", "More on this", "Advertisement", "World", "Politics", "Business"),
    *("Lifestyle", "Recommended", "Most read", "Also read", "Sport", "Opinion", "Don't miss", "Trending"),
    *("For subscribers", "Video"),
)


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPage:
    """Lines of a page, the empty lines before each, which are content, and how much the page counts."""

    name: str
    texts: list[str]
    blanks: list[int]
    is_content: NDArray[np.bool_]
    weight: float = 1.0


def read_labelled_pages(path: Path) -> list[LabelledPage]:
    """Read pages from JSON lines (doc, line_no, text, keep, blank_before), plain or gzipped, in order."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    rows = [json.loads(line) for line in content.decode("utf-8").splitlines()]
    pages = []
    for name, group in groupby(rows, key=lambda row: str(row["doc"])):
        lines = list(group)
        labels = np.array([bool(row["keep"]) for row in lines])
        texts, blanks = [row["text"] for row in lines], [row.get("blank_before", 0) for row in lines]
        pages.append(LabelledPage(name, texts, blanks, labels))
    return pages


def list_teasers(pages: Sequence[LabelledPage]) -> list[str]:
    """Lines of pages that read like headlines of other articles, for `vary_page`."""
    teasers = {
        strip_bullet(text)
        for page in pages
        for text, is_content in zip(page.texts, page.is_content.tolist(), strict=True)
        if not is_content and 4 <= text.count(" ") <= 16 and not text.endswith((".", ":"))
    }
    return sorted(teasers)


def vary_page(page: LabelledPage, teasers: Sequence[str]) -> Iterator[LabelledPage]:
    """The page as it is, a copy cut to the surroundings of the article, and one of little but the article.

    A text that somebody copied has few lines around the article, no bullets, and empty lines
    everywhere or nowhere. Half of the copies have links to other articles between the paragraphs.
    The name of the page decides how it is varied.
    """
    yield page
    choice = HashedChoice(page.name)
    content = np.flatnonzero(page.is_content)
    if not len(content):
        return
    first, last = int(content[0]), int(content[-1]) + 1
    start, end = max(0, first - choice.draw_between(0, 8)), last + choice.draw_between(0, 25)
    copied = _cut(page, start, end, choice, weight=0.6)
    yield _insert_teasers(copied, teasers, choice) if choice.draw() < 0.5 else copied
    start, end = max(0, first - choice.draw_between(0, 2)), last + choice.draw_between(0, 2)
    yield _cut(page, start, end, choice, weight=0.3)


def _insert_teasers(page: LabelledPage, teasers: Sequence[str], choice: HashedChoice) -> LabelledPage:
    texts, blanks, labels = list(page.texts), list(page.blanks), page.is_content.tolist()
    for _ in range(choice.draw_between(1, 3)):
        place = choice.draw_between(len(texts) // 4, len(texts) - 1)
        lines = choice.choose_several(teasers, choice.draw_between(1, 3))
        if choice.draw() < 0.6:
            lines.insert(0, choice.choose(_LABELS))
        blank = choice.choose((0, 1))
        texts[place:place] = lines
        blanks[place:place] = [blank] * len(lines)
        labels[place:place] = [False] * len(lines)
    return LabelledPage(page.name, texts, blanks, np.array(labels), page.weight)


def _cut(page: LabelledPage, start: int, end: int, choice: HashedChoice, weight: float) -> LabelledPage:
    texts, blanks = page.texts[start:end], page.blanks[start:end]
    style = choice.draw()
    if style < 0.55:
        blanks = [1 if style < 0.4 else 0] * len(texts)
    if choice.draw() < 0.5:
        texts = [strip_bullet(text) for text in texts]
    return LabelledPage(page.name, texts, blanks, page.is_content[start:end], weight)
