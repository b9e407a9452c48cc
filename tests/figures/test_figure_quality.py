"""Base values, minor figures, the confidence of items and what a text calls a value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.figures import Figure
from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.figures.find import find_figures
from transforms.figures.items.item_quality import settle_item
from transforms.figures.lexicon import read_rows
from transforms.language.parsed_document import ParsedDocument

Parse = Callable[..., ParsedDocument]


def find(parsed: ParsedDocument) -> tuple[Figure, ...]:
    return find_figures(parsed, find_time_expressions(parsed), ActorFindings(), (), EventFindings())


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("The depot holds 3 tonnes of grain.", ("kg", 3000.0, None)),
        ("The path is 2 to 3 miles long.", ("m", 3218.688, 4828.032)),
        ("The oven reached 212 degrees Fahrenheit.", ("degC", 100.0, None)),
        ("The chair cost 40 pence.", ("GBP", 0.4, None)),
        ("The barn cost 40 euros.", ("EUR", 40.0, None)),
        ("The club has 40 members.", ("count", 40.0, None)),
    ],
)
def test_values_stand_in_base_units(text: str, base: tuple[str, float, float | None], parse: Parse) -> None:
    (figure,) = find(parse(text))
    assert (figure.base_unit, figure.base_value, figure.base_value_high) == pytest.approx(base)


def test_small_numbers_that_point_back_are_minor(parse: Parse) -> None:
    found = find(parse("The two countries signed 11 agreements. Two soldiers died."))
    assert [(f.text, f.is_minor) for f in found] == [("two", True), ("11", False), ("Two", False)]


@pytest.mark.parametrize(
    ("item", "settled"),
    [
        ("exports of zinc to the", "exports of zinc"),
        ("15m. Losses", None),
        ("aid sent by U.S. President Ada Hill", "aid sent by U.S. President Ada Hill"),
        ("they", None),
        ("which rose", None),
        ("price of bread", "price of bread"),
    ],
)
def test_half_phrases_are_mended_or_left_out(item: str, settled: str | None) -> None:
    assert settle_item(item) == settled


def test_items_have_a_confidence(parse: Parse) -> None:
    (counted,) = find(parse("The club has 40 members."))
    assert counted.item_confidence is not None
    assert 0.9 < counted.item_confidence < 1


BASES = [(r["word"], r["basis"], r["yes"], r["no"]) for r in read_rows("basis_words.csv")]


@pytest.mark.parametrize(("word", "basis", "yes", "no"), BASES, ids=[b[0] for b in BASES])
def test_words_tell_the_basis(word: str, basis: str, yes: str, no: str, parse: Parse) -> None:
    assert [f.basis for f in find(parse(yes))] == [basis]
    assert [f.basis for f in find(parse(no))] == [None]
    assert word in yes.lower() or word.rstrip("e") in yes.lower()
