"""A dateline with day, month and year says when a text was published, where nothing else does."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from transforms.documents.clean import clean_document
from transforms.documents.clean_document import CleanDocument
from transforms.documents.decoding.raw_document import RawDocument
from transforms.documents.metadata.datelines import Dateline, read_dateline

HERE = Path(__file__).parent
STORY = "The council of Marlow will close the old bridge for two years, the mayor said on Monday."
MORE = "Work begins in May. Lorries have to take the road through the valley, 14 kilometres longer."


def _read_lines(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


OPENINGS = list(csv.DictReader(_read_lines("dated_datelines.csv"), delimiter="\t"))


def _clean(opening: str, *, head: str = "", media_type: str = "text/plain", **options: Any) -> CleanDocument:
    if media_type == "text/html":
        body = f"<h1>Marlow closes its bridge</h1><p>{opening} {STORY}</p><p>{MORE}</p>"
        text = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    else:
        text = f"Marlow closes its bridge\n\n{head}{opening} {STORY}\n\n{MORE}\n"
    return clean_document(RawDocument("tests", "a", text.encode(), media_type, **options))


@pytest.mark.parametrize("row", OPENINGS, ids=lambda row: row["opening"][:40])
def test_day_place_and_agency_of_a_dateline(row: dict[str, str]) -> None:
    on = date.fromisoformat(row["day"]) if row["day"] else None
    expected = Dateline(row["place"] or None, row["agency"] or None, on, row["short"] or None)
    assert read_dateline(row["opening"]) == expected


@pytest.mark.parametrize("line", _read_lines("no_datelines.txt"))
def test_a_date_in_a_sentence_is_no_dateline(line: str) -> None:
    assert read_dateline(line) is None


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_the_day_of_the_dateline_is_the_publication_date(media_type: str) -> None:
    document = _clean("MARLOW, March 4, 2025 (Reuters) -", media_type=media_type)
    assert (document.published_on, document.published_precision) == (date(2025, 3, 4), "day")
    assert (document.published_method, document.dateline_place) == ("text", "Marlow")
    assert document.published_at is None
    assert document.text.startswith("MARLOW, March 4, 2025 (Reuters) - The council")


def test_a_dateline_without_year_dates_nothing() -> None:
    assert _clean("MARLOW, March 4 (Reuters) -").published_on is None


def test_what_states_the_publication_wins() -> None:
    opening = "MARLOW, March 4, 2025 (Reuters) -"
    assert _clean(opening, head="Published 5 March 2025\n\n").published_on == date(2025, 3, 5)
    assert _clean(opening, metadata={"published": "2025-03-06"}).published_on == date(2025, 3, 6)
    stated = '<meta property="article:published_time" content="2025-03-07">'
    assert _clean(opening, head=stated, media_type="text/html").published_on == date(2025, 3, 7)


def test_a_text_that_is_kept_as_it_is_has_its_dateline_read() -> None:
    document = _clean("MARLOW, 4 March 2025 (AFP) -", boilerplate="keep")
    assert (document.published_on, document.agency) == (date(2025, 3, 4), "AFP")
    assert document.title is None
