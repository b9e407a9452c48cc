"""Own sentences and the figures they hold, from a readable table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from schemas.figures import Figure
from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.figures.find import find_figures
from transforms.language.parsed_document import ParsedDocument

TABLE = Path(__file__).parent / "figure_sentences.txt"
COMPARATORS = {"~", ">", ">=", "<", "<="}
CHANGES = {"up": "increase", "down": "decrease"}


@dataclass(frozen=True)
class Expected:
    """One figure as the table gives it."""

    value: float
    value_high: float | None
    unit: str
    per_unit: str | None
    comparator: str
    change: str | None
    item_words: tuple[str, ...]


def read_table() -> Iterator[tuple[str, tuple[Expected, ...]]]:
    """Sentences and expected figures."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sentence, _, figures = line.partition(" =>")
            yield sentence, tuple(read_expected(f.strip()) for f in figures.split(" ; ") if f.strip())


def read_expected(text: str) -> Expected:
    """Read "5..7 USD/bbl ~ up [oil price]"."""
    item = re.search(r"\[(.*)\]", text)
    value, unit, *rest = text.split(" [")[0].split()
    low, _, high = value.partition("..")
    code, _, per = (unit, "", "") if unit in ("bbl/d", "km/h") else unit.partition("/")
    comparator = next((w for w in rest if w in COMPARATORS), "=")
    change = next((CHANGES[w] for w in rest if w in CHANGES), None)
    words = tuple(item[1].lower().split()) if item else ()
    return Expected(
        float(low),
        float(high) if high else None,
        code,
        per.replace("_", " ") or None,
        comparator,
        change,
        words,
    )


CASES = list(read_table())


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[text[:50] for text, _ in CASES])
def test_sentence_holds_these_figures(
    sentence: str, expected: tuple[Expected, ...], parse: Callable[..., ParsedDocument]
) -> None:
    parsed = parse(sentence, published="2024-03-20")
    found = find_figures(parsed, find_time_expressions(parsed), ActorFindings(), (), EventFindings())
    assert [_as_row(f) for f in found] == [_wanted(e) for e in expected]
    for figure, wanted in zip(found, expected, strict=True):
        item = (figure.item or "").lower()
        assert all(word in item for word in wanted.item_words), f"{figure.text}: {figure.item}"
        assert parsed.slice(figure.char_start, figure.char_end) == figure.text


def _as_row(f: Figure) -> tuple[object, ...]:
    high = None if f.value_high is None else round(f.value_high, 5)
    return round(f.value, 5), high, f.unit, f.per_unit, f.comparator, f.change


def _wanted(e: Expected) -> tuple[object, ...]:
    return e.value, e.value_high, e.unit, e.per_unit, e.comparator, e.change


def test_table_is_large_and_without_repeats() -> None:
    sentences = [text for text, _ in CASES]
    assert len(sentences) == len(set(sentences))
    assert len(sentences) >= 200
