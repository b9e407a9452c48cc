"""Figures that somebody only tells have the item of the figure told before; the others have their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.figures.find import find_figures
from transforms.figures.lexicon import read_rows
from transforms.language.parsed_document import ParsedDocument

Parse = Callable[..., ParsedDocument]
VERBS = [(r["lemma"], r["before"], r["yes"], r["no"]) for r in read_rows("retelling_verbs.csv")]


def _list_items(parsed: ParsedDocument) -> list[tuple[str, str | None]]:
    times = find_time_expressions(parsed)
    return [(f.text, f.item) for f in find_figures(parsed, times, ActorFindings(), (), EventFindings())]


@pytest.mark.parametrize(("lemma", "before", "yes", "no"), VERBS, ids=[v[0] for v in VERBS])
def test_a_verb_of_telling_takes_up_the_figure_before(
    lemma: str, before: str, yes: str, no: str, parse: Parse
) -> None:
    first, told = _list_items(parse(f"{before} {yes}"))
    assert told[1] == first[1]
    first, *others = _list_items(parse(f"{before} {no}"))
    assert first[1] not in [item for _, item in others]


@pytest.mark.parametrize(
    "text",
    [
        "Wages rose by 4 percent. It rained. Snow fell. The sun came out. Analysts had expected 3 percent.",
        "The hike took 40 minutes. Analysts had expected 3 percent.",
    ],
)
def test_what_is_far_or_of_another_kind_is_not_taken_up(text: str, parse: Parse) -> None:
    first, *_, last = _list_items(parse(text))
    assert last[1] != first[1]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Profit was 30 million euros, the group said in a statement, down 8 percent.", ["Profit", "Profit"]),
        ("Trade between the two came to 9 million euros.", ["Trade between the two"]),
        ("The three left early.", []),
        ("The two who fled were caught.", ["people caught"]),
    ],
)
def test_tellers_and_those_known_are_not_counted(text: str, items: list[str], parse: Parse) -> None:
    assert [item for _, item in _list_items(parse(text))] == items
