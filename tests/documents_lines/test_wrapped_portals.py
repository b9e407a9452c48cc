"""Paragraphs that were broken at a width, among the short lines of a page."""

from __future__ import annotations

from transforms.documents.lines.lines import split_lines
from transforms.documents.lines.unwrap import join_wrapped_lines

PAGE = """Menu
Weather
Ferry line Nordkap to buy three ships
Anna Berg
The ferry line Nordkap will buy three ships from the yard
Hansol in Busan for $410 million, its chief executive Signe
Halvorsen said on Tuesday. The ships are to replace two that
were built in 1984 and one that the line lost in a storm off
Vell last year.
They will be delivered in October, said Halvorsen, who had
asked Hansol to build them faster than it usually does, and
Nordkap will pay a part of the price only when the first of
them has crossed the strait of Oslan in a storm.
Share
Read also
"""


def test_lines_of_a_paragraph_are_joined_also_before_a_capital() -> None:
    joined = [line.text for line in join_wrapped_lines(split_lines(PAGE))]
    assert joined[:4] == ["Menu", "Weather", "Ferry line Nordkap to buy three ships", "Anna Berg"]
    assert joined[4].startswith("The ferry line Nordkap will buy three ships from the yard Hansol in")
    assert joined[4].endswith("in a storm off Vell last year.")
    assert joined[5].startswith("They will be delivered")
    assert joined[5].endswith(
        "than it usually does, and Nordkap will pay a part of the price only when the first of "
        "them has crossed the strait of Oslan in a storm."
    )
    assert joined[6:] == ["Share", "Read also"]


def test_short_lines_without_a_common_width_stay() -> None:
    text = (
        "Arnby beat Hohen in the final of the cup\nVell lost\nOslan won the league for the third time\nHome\n"
    )
    assert [line.text for line in join_wrapped_lines(split_lines(text))] == text.splitlines()
