"""Splitting, joining, repeats, captions, dates and datelines of single lines."""

from __future__ import annotations

import pytest

from transforms.documents.flat.byline import read_byline
from transforms.documents.lines.captions import is_alt_text, is_bare_credit, is_caption, tells_something
from transforms.documents.lines.date_lines import is_date_line
from transforms.documents.lines.lines import split_lines
from transforms.documents.lines.repeats import find_repeats
from transforms.documents.lines.unwrap import join_wrapped_lines
from transforms.documents.metadata.agencies import find_agency
from transforms.documents.metadata.datelines import Dateline, is_bare_dateline, read_dateline


def test_lines_know_where_they_stand() -> None:
    text = "\ufeff One\r\n\r\n \xa0\n\tTwo  \rThree\u2028Four"
    lines = split_lines(text)
    assert [line.text for line in lines] == ["One", "Two", "Three", "Four"]
    assert [line.blank_before for line in lines] == [0, 2, 0, 0]
    assert all(text[line.raw_start : line.raw_end] == line.text for line in lines)


def test_a_broken_caption_is_joined() -> None:
    first = "The president laid a wreath at the monument before the talks"
    text = f"{first}\nat the Palace of the Republic\nNext line."
    assert [line.text for line in join_wrapped_lines(split_lines(text))] == [
        "The president laid a wreath at the monument before the talks at the Palace of the Republic",
        "Next line.",
    ]


def test_menus_are_not_joined() -> None:
    text = "Home\nabout\ncontact us\n* one item of a list that is rather long and has no end\n* two"
    assert len(join_wrapped_lines(split_lines(text))) == 5


def test_of_a_paragraph_one_copy_stays() -> None:
    lead = "The two leaders agreed on Thursday to open the border for goods and for travellers."
    quote = '"We will open the border for goods and for travellers in the spring."'
    around = f"{quote} The minister said so in an interview with a local paper that was published on Friday."
    assert find_repeats({0: lead, 3: lead, 5: "Short line"}) == {3}
    assert find_repeats({1: quote, 2: around}) == {1}


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("A woman sells bread in Ecatepec, Mexico. (AP Photo/Marco Ugarte)", "", True),
        ("Troops cross the bridge near the town of Alban", "Getty Images", True),
        ("The minister, left, shakes hands with the governor in Rome.", "", True),
        ("The government said on Monday that it would cut taxes.", "The opposition objected.", False),
        ('"We speak about the budget in the spring," the minister said.', "He left.", False),
    ],
)
def test_captions(line: str, following: str, expected: bool) -> None:
    assert is_caption(line, following) is expected


def test_alternative_text_is_told_by_the_caption_after_it() -> None:
    caption = "Two ferries lie at anchor in the harbour of Split, where dockers are on strike"
    assert is_alt_text("ferries in the harbour of split", caption)
    assert not is_alt_text("a minister at a desk", caption)
    assert not is_alt_text("Ferries in the harbour of Split", caption)


def test_a_bare_name_tells_nothing() -> None:
    assert not tells_something("Anna Milos (Photo: AFP)")
    assert tells_something("Anna Milos speaks to farmers in the north (Photo: AFP)")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Wed, Oct 14, 2020 - 5:50 AM", True),
        ("20 Nov, 2019 05:47", True),
        ("North Korea 09:31 August 20, 2019", True),
        ("17:08 10/04/2011", True),
        ("Associated PressApril 28, 2023 GMT", True),
        ("April 2014: Gunmen kidnap 276 girls from a school in the north.", False),
        ("He was born on 4 May 1970 in a village near the coast.", False),
        ("Zapad-2021", False),
    ],
)
def test_date_lines(line: str, expected: bool) -> None:
    assert is_date_line(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "SEOUL, Aug. 20 (Yonhap) -- The official newspaper said",
            Dateline("Seoul", "Yonhap", day="Aug. 20"),
        ),
        ("HANOI, Vietnam (AP) — The minister said", Dateline("Hanoi", "Associated Press (AP)")),
        ("NEW DELHI: The farmers' protest entered", Dateline("New Delhi", None)),
        ("The minister - who was late - said", None),
        ("Moscow said on Friday", None),
        ("BREAKING: The minister resigned", None),
    ],
)
def test_datelines(line: str, expected: Dateline | None) -> None:
    assert read_dateline(line) == expected


def test_a_dateline_may_stand_alone() -> None:
    assert is_bare_dateline("MOSCOW, April 10 (RIA Novosti)")
    assert not is_bare_dateline("MOSCOW, April 10 (RIA Novosti) - The ministry said so.")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ann Lee and Bo Park | Reuters", ("Ann Lee", "Bo Park")),
        ("BY MARIA DE SOUSA", ("Maria De Sousa",)),
        ("By Staff Reporter", ()),
        ("By Reuters", ()),
        ("By the sea", ()),
    ],
)
def test_bylines(line: str, expected: tuple[str, ...]) -> None:
    assert read_byline(line) == expected


def test_agencies_by_any_of_their_names() -> None:
    assert find_agency("(With information from EFE)") == "EFE"
    assert find_agency("Xinhua news agency") == "Xinhua"
    assert find_agency("the app is free") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Berg/AFP", True),
        ("Reuters/Ada Berg", True),
        ("(Getty Images/Ada B. Berg)", True),
        ("Reuters/Ipsos asked 900 people.", False),
        ("Pool/spa visits fell by half.", False),
    ],
)
def test_bare_credits(line: str, expected: bool) -> None:
    assert is_bare_credit(line) is expected
