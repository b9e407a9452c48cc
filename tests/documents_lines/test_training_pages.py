"""Pages that the line model learns from: lines with marks, pages put together, short reports."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from transforms.documents.line_model.page_variants import mix_pages, vary_page
from transforms.documents.line_model.training_pages import LabelledPage, read_marked_pages

PAGE = """title: Pier closes
---
- Menu
- Pier closes

+ The pier of Varn closes in May, harbour
& master Liv Tangen said.
- Share
+ Boats move to Skarv.
- Most read
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pier.page").write_text(PAGE)
    (tmp_path / "tram.page").write_text(
        PAGE.replace("Menu", "Lubec Herald").replace("Most read", "Tags: trams")
    )
    (tmp_path / "wall.page").write_text("format: text\nkind: stub\n---\nSubscribe to read on.\n")
    return tmp_path


def test_marked_lines_are_read(folder: Path) -> None:
    page, _ = read_marked_pages(folder)
    assert page.texts[2] == "The pier of Varn closes in May, harbour master Liv Tangen said."
    assert page.blanks == [0, 0, 1, 0, 0, 0]
    assert page.is_content.tolist() == [False, False, True, False, True, False]


def test_articles_are_put_between_the_lines_of_other_pages(folder: Path) -> None:
    mixed = mix_pages(read_marked_pages(folder))
    assert {page.texts[-1] for page in mixed} == {"Most read", "Tags: trams"}
    assert all("Boats move to Skarv." in page.texts for page in mixed)
    assert [page.texts for page in mixed] == [page.texts for page in mix_pages(read_marked_pages(folder))]


def test_short_report_of_a_page() -> None:
    sentence = "The council of Varn spoke about the pier for an hour. Nobody agreed with the mayor on Monday."
    texts = ["Menu", *[f"{number} {sentence}" for number in range(30)], "Most read"]
    page = LabelledPage("varn", texts, [0] * 32, np.array([False, *[True] * 30, False]))
    *_, short = vary_page(page, ["Mayor buys own bridge"])
    assert 2 <= short.is_content.sum() <= 7
    assert max(map(len, short.texts)) <= len(texts[20])
