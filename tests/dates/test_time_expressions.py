"""Time expressions of single sentences, from the table beside this file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from schemas.time_expressions import TimeExpression
from transforms.dates.find import find_time_expressions
from transforms.dates.grammar.grammar import load_grammar
from transforms.language.parse import CleanText, parse_texts
from transforms.language.parsed_document import ParsedDocument

CASES = yaml.safe_load((Path(__file__).parent / "time_expression_cases.yaml").read_text(encoding="utf-8"))


def _read_cases() -> Iterator[Any]:
    for group, content in CASES.items():
        for n, case in enumerate(content["cases"]):
            published = case.get("published", content["published"])
            iso = published.isoformat() if isinstance(published, date) else None
            yield pytest.param(case["say"], iso, case["get"], id=f"{group}-{n}")


def _write(row: TimeExpression) -> str:
    kind = "" if row.type == "DATE" else f" @{row.type}"
    return f"{row.text} = {row.value or 'null'}{kind}"


@pytest.mark.parametrize(("text", "published", "expected"), _read_cases())
def test_sentence(
    parse: Callable[..., ParsedDocument], text: str, published: str | None, expected: list[str]
) -> None:
    rows = find_time_expressions(parse(text, published))
    assert [_write(row) for row in rows] == expected
    for row in rows:
        assert text[row.char_start : row.char_end] == row.text


def test_every_rule_has_an_example(nlp: Language) -> None:
    cases = [case.values for case in _read_cases()]
    texts = [
        CleanText(
            f"doc-{n}", str(text), None, date.fromisoformat(str(iso)) if iso else None, "day" if iso else None
        )
        for n, (text, iso, _) in enumerate(cases)
    ]
    used = {row.method.split(".")[0] for p in parse_texts(nlp, texts) for row in find_time_expressions(p)}
    assert {rule.name for rule in load_grammar().rules} - used == set()


def test_table_is_large_enough() -> None:
    assert sum(len(content["cases"]) for content in CASES.values()) >= 200
