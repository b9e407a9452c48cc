"""Labelled pages for training the line model."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_MARKED_WEIGHT = 2.0  # what a page with marked lines counts


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPage:
    """Lines of a page, the empty lines before each, which are content, and how much the page counts.

    `is_marked`: it was read from a file of marked lines, and may be mixed with others of these.
    """

    name: str
    texts: list[str]
    blanks: list[int]
    is_content: NDArray[np.bool_]
    weight: float = 1.0
    is_marked: bool = False


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


def read_marked_pages(folder: Path) -> list[LabelledPage]:
    """Read the pages of a folder whose lines are marked: `+ ` content, `& ` goes on with it, `- ` other."""
    return [page for path in sorted(folder.glob("*.page")) if (page := _read_marked_page(path)) is not None]


def _read_marked_page(path: Path) -> LabelledPage | None:
    header, _, content = path.read_text(encoding="utf-8").partition("---\n")
    if "\nformat:" in f"\n{header}":  # HTML, or a text without marks
        return None
    texts: list[str] = []
    blanks: list[int] = []
    labels: list[bool] = []
    blank = 0
    for line in content.splitlines():
        mark, text = line[:1], line[2:].strip()
        if not text:
            blank += 1
        elif mark == "&":
            texts[-1] += f" {text}"
        else:
            texts.append(text)
            blanks.append(blank)
            labels.append(mark == "+")
            blank = 0
    return LabelledPage(path.stem, texts, blanks, np.array(labels), _MARKED_WEIGHT, is_marked=True)
