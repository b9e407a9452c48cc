"""Lines that sites print around an article, and sentences that only look like them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from transforms.documents.lines.rules import match_rule

with (Path(__file__).parent / "line_rules.csv").open(encoding="utf-8", newline="") as _file:
    CASES = [(row["line"], row["rule"] or None) for row in csv.DictReader(_file)]


@pytest.mark.parametrize(("line", "rule"), CASES)
def test_rule_of_a_line(line: str, rule: str | None) -> None:
    found = match_rule(line)
    assert (found.name if found else None) == rule
