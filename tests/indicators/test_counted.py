"""What a figure counts bears one name, whatever word a text has for it."""

from __future__ import annotations

import pytest

from transforms.figures.series.counted import name_counted
from transforms.figures.series.measure_lexicon import FOLDER
from transforms.lexicon.csv_data import read_csv

ROWS = read_csv(FOLDER / "counted_words.csv")


@pytest.mark.parametrize("row", [r for r in ROWS if r["counted"]], ids=lambda r: r["word"])
def test_a_word_becomes_what_is_counted(row: dict[str, str]) -> None:
    assert name_counted(row["yes"]) == row["counted"]
    assert name_counted(row["no"]) != row["counted"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("people killed by the flood", "people who lost their lives"),
        ("villagers injured", "people who were wounded by the shell"),
        ("soldiers deployed by Ethiopia", "troops sent to the border"),
        ("number of protesters", "demonstrators in the square"),
    ],
)
def test_two_wordings_are_one(one: str, other: str) -> None:
    assert name_counted(one) == name_counted(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("people killed", "people injured"),
        ("people killed", "soldiers killed"),
        ("gunmen who killed five people", "people killed"),
        ("people killed and injured", "people killed"),
        ("ransom", "pupils abducted"),
    ],
)
def test_two_things_stay_two(one: str, other: str) -> None:
    assert name_counted(one) != name_counted(other)


def test_a_part_of_the_people_is_told_with_what_befell_it() -> None:
    assert name_counted("soldiers killed in the raid") == "death of soldier"
