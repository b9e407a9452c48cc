"""The user's corrections file."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.actors.identity.corrections import parse_corrections
from transforms.correction_file import CorrectionError

HEAD = "action,subject,target,name,type,country_code,sector,valid_from,valid_to,reason\n"


def test_lines_become_corrections() -> None:
    text = (
        HEAD
        + "# comment\nfact,person/a-b,,,,KEN,GOV,2024-01-01,,seen in print\nmerge,A,person/b,,,,,,,same man\n"
    )
    first, second = parse_corrections(text)
    assert (first.action, first.country_code, first.valid_from) == ("fact", "KEN", date(2024, 1, 1))
    assert (second.action, second.target, second.valid_from) == ("merge", "person/b", None)


@pytest.mark.parametrize(
    "line",
    [
        "join,A,B,,,,,,,why",
        "merge,A,,,,,,,,why",
        "fact,A,,,,,,,,why",
        "fact,A,,,robot,,,,,why",
        "fact,A,,,,KEN,,2024-13-01,,why",
        "merge,A,B,,,,,,,",
        "fact,A,,,,USZZ,,,,why",
        "fact,A,,,,,BOGUS,,,why",
        "fact,A,,,,KEN,,2024-05-01,2023-05-01,why",
    ],
)
def test_bad_lines_are_refused(line: str) -> None:
    with pytest.raises(CorrectionError):
        parse_corrections(HEAD + line + "\n")


def test_every_bad_line_is_named_by_its_number_in_the_file() -> None:
    text = f"# mine\n{HEAD}\nmerge,A,B,,,,,,,same\njoin,A,B,,,,,,,why\n\nfact,A,,,robot,,,,,why\n"
    with pytest.raises(CorrectionError) as caught:
        parse_corrections(text)
    assert str(caught.value).startswith(
        "line 5: action must be one of merge, split, fact, not 'join'; line 7"
    )


def test_unknown_columns_are_refused() -> None:
    with pytest.raises(CorrectionError):
        parse_corrections("action,subject,colour\nmerge,A,red\n")
