"""Figures that mean the same series get one indicator; what differs in kind, unit or parties stays apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
import yaml

import wiremill
from schemas.figures import Figure
from transforms.figures.series.measure_lexicon import FOLDER, load_measure_words
from transforms.figures.series.measures import form_singular, name_measure
from transforms.figures.series.notices import find_notices, load_notice_patterns
from transforms.lexicon.csv_data import read_csv

TOLD = yaml.safe_load((Path(__file__).parent / "told_series.yaml").read_text(encoding="utf-8"))
PUBLISHED = "2024-05-24"


def _read(words: str, value: float | None = None) -> Figure:
    found = [f for f in wiremill.extract(words, published=PUBLISHED).figures if value in (None, f.value)]
    return next(f for f in found if not f.is_minor)


def _is_judge(name: str) -> bool:
    """Whether a series is of the third that was not looked at while rules were written."""
    return int(sha256(name.encode()).hexdigest(), 16) % 3 == 0


def _read_lines(names: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    for name in names:
        for line in TOLD[name]:
            for value, words in line.items():
                figures = wiremill.extract(words, published=PUBLISHED).figures
                found = (f.indicator_id for f in figures if f.value == float(value))
                yield name, next(found, None)


@pytest.mark.parametrize("part", ["judge", pytest.param("develop", marks=pytest.mark.slow)])
def test_one_series_has_one_indicator(part: str) -> None:
    """Of pairs of figures: hardly any joined wrongly, most of those of one series joined."""
    told = list(_read_lines(name for name in TOLD if _is_judge(name) == (part == "judge")))
    right = wrong = missed = 0
    for (name, one), (other_name, other) in combinations(told, 2):
        is_joined = one is not None and one == other
        right += is_joined and name == other_name
        wrong += is_joined and name != other_name
        missed += name == other_name and not is_joined
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.75


def test_the_two_countries_are_those_named_before() -> None:
    figure = _read(
        "The Peruvian and Chilean leaders met in Lima. Trade between the two countries reached $5 billion.",
        5e9,
    )
    assert {figure.party_id, figure.partner_id} == {"country/PER", "country/CHL"}
    same = _read("Trade between Chile and Peru was $4 billion in 2023.", 4e9)
    assert figure.indicator_id == same.indicator_id


def test_level_change_and_share_are_three_series() -> None:
    level = _read("Kenya's exports were $7 billion in 2023.", 7e9)
    change = _read("Kenya's exports rose 7 percent in 2023.", 7)
    assert (level.measure_kind, change.measure_kind) == ("level", "change")
    assert level.measure == change.measure
    assert level.indicator_id != change.indicator_id


def test_the_end_of_a_month_is_a_day() -> None:
    figure = _read("Debt of Kenya was $70 billion at the end of April.", 70e9)
    assert str(figure.period_start) == str(figure.period_end) == "2024-04-30"


def test_a_correction_notice_revises_what_it_names() -> None:
    text = "Kenya's exports rose to $7 billion in 2023.\nCorrection: Exports were $7 billion, not $9 billion."
    body, right, wrong = wiremill.extract(text, published=PUBLISHED).figures
    assert (right.basis, right.replaces_value, right.indicator_id) == ("revised", 9e9, body.indicator_id)
    assert (wrong.status, body.basis) == ("denied", None)


@pytest.mark.parametrize("row", read_csv(FOLDER / "measure_phrases.csv"), ids=lambda r: r["phrase"])
def test_a_phrase_becomes_its_measure(row: dict[str, str]) -> None:
    assert set(row["measure"].split()) <= set(name_measure(row["example"]))


@pytest.mark.parametrize("row", read_csv(FOLDER / "notice_words.csv"), ids=lambda r: r["pattern"][:30])
def test_notice_words(row: dict[str, str]) -> None:
    if row["kind"] == "wrong":
        patterns = load_notice_patterns()["wrong"]
        cut = [row[side][: row[side].rindex("12")] for side in ("yes", "no") if "12" in row[side]]
        told = [any(p.pattern.search(before) for p in patterns) for before in cut]
        assert told == [True, False][: len(cut)]
    else:
        assert find_notices(row["yes"])
        assert not find_notices(row["no"])


def test_the_singular_of_measures() -> None:
    assert [form_singular(w) for w in ("prices", "duties", "gas", "losses", "taxes")] == [
        "price", "duty", "gas", "loss", "tax",
    ]  # fmt: skip


def test_no_measure_word_steers_two_ways_that_exclude_each_other() -> None:
    known = load_measure_words()
    assert not known["filler"] & (known["mutual"] | known["national"] | known["world"])
    assert not known["export"] & known["import"]


def test_rows_say_which_value_is_due() -> None:
    text = "Norvik Steel plans to cut 1,200 jobs by the end of 2025."
    (figure,) = (f for f in wiremill.extract(text, published=PUBLISHED).figures if f.value == 1200)
    assert str(dataclasses.asdict(figure)["due_end"]) == "2025-12-31"
