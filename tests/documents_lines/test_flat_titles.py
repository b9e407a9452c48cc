"""The headline among the lines above an article."""

from __future__ import annotations

import pytest

from transforms.documents.clean import clean_document
from transforms.documents.decoding.raw_document import RawDocument

BODY = """
The regional council approved a second reservoir above the town of Marlow on Tuesday after a dry spring.

Water will be rationed until the end of August, council leader Ida Holm said after the vote.

Farmers had asked for the reservoir since 2019. "We lost half of the wheat," one of them told the council.
"""
HEADLINE = "Marlow to get second reservoir after dry spring"


@pytest.mark.parametrize("name", ["Valley Morning Post", "The Courier", "Northern Light News"])
@pytest.mark.parametrize(
    "own_lines",
    [
        "Follow {} on Google News\n\nRelated posts",
        "Subscribe to {}\n\nSign up to the {} newsletter",
        "© 2024 {}. All rights reserved.",
    ],
)
def test_the_name_of_the_site_is_not_the_title(name: str, own_lines: str) -> None:
    text = f"{name}\n\n{HEADLINE}\n{BODY}\n{own_lines.replace('{}', name)}\n"
    document = clean_document(RawDocument("tests", "page.txt", text.encode()))
    assert document.title == HEADLINE
    assert name not in document.text


def test_a_short_title_stays_where_no_line_takes_it_for_a_name() -> None:
    text = f"Second reservoir approved\n{BODY}\nFollow us on Google News\n"
    document = clean_document(RawDocument("tests", "page.txt", text.encode()))
    assert document.title == "Second reservoir approved"


@pytest.mark.parametrize(
    "head",
    [
        f"Home\nNews\nPorts\nOpinion\nMotors\nArchive\nShop\n{HEADLINE}\nIda Berg\n2 May 2025",
        f"WIRE : {HEADLINE} 02/05/2025\nLOC14:22\n{HEADLINE}",
        f"From: desk@valley.example\n{HEADLINE}",
    ],
)
def test_title_among_other_lines(head: str) -> None:
    assert clean_document(RawDocument("tests", "page.txt", f"{head}\n{BODY}".encode())).title == HEADLINE


def test_reporters_with_their_places() -> None:
    text = f"{HEADLINE}\nIda Berg in Marlow and Bo Lund in Tarn\n2 May 2025\n{BODY}"
    assert clean_document(RawDocument("tests", "page.txt", text.encode())).author == ("Ida Berg", "Bo Lund")


def test_lead_below_an_advertisement_and_a_text_that_breaks_off() -> None:
    lead = (
        "Governor Ida Holm of Tarn on Thursday called for calm after agents had arrested the premier in May."
    )
    end = "The former minister, who left the council in May after a quarrel, is expected"
    text = f"Islands' governor calls for calm\n\n- Advertisement -\n\n{lead}\n{BODY}\n{end}\n"
    document = clean_document(RawDocument("tests", "page.txt", text.encode()))
    assert document.text.splitlines()[0] == lead
    assert document.text.splitlines()[-1] == end
