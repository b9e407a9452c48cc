"""Labelled pages for training the line model: whole, as a reader copies them, and the article alone."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from transforms.documents.line_shapes import strip_bullet


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPage:
    """Lines of a page, the empty lines before each, which are content, and how much the page counts."""

    name: str
    texts: list[str]
    blanks: list[int]
    is_content: NDArray[np.bool_]
    weight: float = 1.0


def read_labelled_pages(path: Path) -> list[LabelledPage]:
    """Read pages from JSON lines (doc, line_no, text, keep, blank_before), plain or gzipped, lines in order."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as file:
        rows = [json.loads(line) for line in file]
    pages = []
    for name, group in groupby(rows, key=lambda row: str(row["doc"])):
        lines = list(group)
        labels = np.array([bool(row["keep"]) for row in lines])
        texts, blanks = [row["text"] for row in lines], [row.get("blank_before", 0) for row in lines]
        pages.append(LabelledPage(name, texts, blanks, labels))
    return pages


def vary_page(page: LabelledPage, random: Random) -> Iterator[LabelledPage]:
    """The page as it is, a copy cut to the surroundings of the article, and one of little but the article.

    A text that somebody copied has few lines around the article, no bullets, and empty lines
    everywhere or nowhere.
    """
    yield page
    content = np.flatnonzero(page.is_content)
    if not len(content):
        return
    first, last = int(content[0]), int(content[-1]) + 1
    start, end = max(0, first - random.randint(0, 8)), last + random.randint(0, 25)
    yield _cut(page, start, end, random, weight=0.6)
    start, end = max(0, first - random.randint(0, 2)), last + random.randint(0, 2)
    yield _cut(page, start, end, random, weight=0.3)


def _cut(page: LabelledPage, start: int, end: int, random: Random, weight: float) -> LabelledPage:
    texts, blanks = page.texts[start:end], page.blanks[start:end]
    style = random.random()
    if style < 0.55:
        blanks = [1 if style < 0.4 else 0] * len(texts)
    if random.random() < 0.5:
        texts = [strip_bullet(text) for text in texts]
    return LabelledPage(page.name, texts, blanks, page.is_content[start:end], weight)
