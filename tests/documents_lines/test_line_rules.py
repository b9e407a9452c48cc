"""Lines that sites print around an article, and sentences that only look like them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from transforms.documents.lines import rules
from transforms.documents.lines.rules import match_rule
from transforms.lexicon.yaml_data import read_yaml

RULES = Path(rules.__file__).with_name("line_rules.yaml")

with (Path(__file__).parent / "line_rules.csv").open(encoding="utf-8", newline="") as _file:
    CASES = [(row["line"], row["rule"] or None) for row in csv.DictReader(_file)]


@pytest.mark.parametrize(("line", "rule"), CASES)
def test_rule_of_a_line(line: str, rule: str | None) -> None:
    found = match_rule(line)
    assert (found.name if found else None) == rule


def test_every_rule_takes_a_line() -> None:
    names = [rule["name"] for rule in read_yaml(RULES)]
    assert {name for name in names if name not in {rule for _, rule in CASES}} == set()
