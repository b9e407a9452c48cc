"""Dates of publication in every common form."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from transforms.documents.metadata.published_date import PublishedDate, parse_published
from transforms.documents.metadata.url_date import find_url_date

CASES = list(
    csv.DictReader(Path(__file__).with_name("published_dates.csv").read_text(encoding="utf-8").splitlines())
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['text']}|{c['day_first']}")
def test_reads_the_form(case: dict[str, str]) -> None:
    day_first = {"": None, "true": True, "false": False}[case["day_first"]]
    expected = None
    if case["on"]:
        at = datetime.fromisoformat(case["at"]) if case["at"] else None
        expected = PublishedDate(date.fromisoformat(case["on"]), at, case["precision"])  # type: ignore[arg-type]
    assert parse_published(case["text"], day_first) == expected


@pytest.mark.parametrize(
    ("url", "on", "precision"),
    [
        ("https://example.org/2024/05/28/talks-resume", "2024-05-28", "day"),
        ("https://example.org/world/2024/5/8/talks", "2024-05-08", "day"),
        ("https://example.org/news/2024/may/28/talks", "2024-05-28", "day"),
        ("https://example.org/2024-05/28/c_1310.htm", "2024-05-28", "day"),
        ("https://example.org/n1/2024/0528/c90000.html", "2024-05-28", "day"),
        ("https://example.org/eng/t20240528_113.html", "2024-05-28", "day"),
        ("https://example.org/talks-resume-2024-05-28/", "2024-05-28", "day"),
        ("2024-05-28_talks.txt", "2024-05-28", "day"),
        ("https://example.org/2024/05/talks-resume", "2024-05-01", "month"),
        ("https://example.org/2024/13/40/talks", None, None),
        ("https://example.org/talks-of-2024", None, None),
        ("https://example.org/talks?d=2024-05-28", None, None),
        ("https://example.org/a-1234202405281234", None, None),
    ],
)
def test_reads_the_date_of_an_address(url: str, on: str | None, precision: str | None) -> None:
    found = find_url_date(url)
    assert (found and found.on.isoformat(), found and found.precision) == (on, precision)
