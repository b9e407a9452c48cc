"""Live tickers, and lists that stand below a list of the site."""

from __future__ import annotations

import pytest

from transforms.documents.flat.kinds import settle_headings
from transforms.documents.flat.lists import cut_lists, keep_announced_lists
from transforms.documents.flat.page import FlatPage, look_at_lines
from transforms.documents.flat.tickers import keep_tickers
from transforms.documents.lines.lines import split_lines
from transforms.documents.lines.verdict import Verdict

OPENING = "The storm reached the coast at noon and left nine villages without power, the grid operator said."
ENTRIES = [
    ("The ferry is back in port", "All passengers left the ferry unhurt, the harbour office told reporters."),
    ("Second bridge closed", "Police closed the second bridge because a crane was about to fall on it."),
    ("Schools shut", "Schools on the islands stay shut for the rest of the week, the ministry said."),
    ("Trains stand still", "No train runs north of Marlow, and buses will not replace them before Friday."),
    ("Wind eases", "The wind has eased to eighty kilometres an hour, forecasters said in the evening."),
]


def _look(text: str, scores: dict[int, float]) -> FlatPage:
    page = look_at_lines(split_lines(text), lambda _: False)
    chosen = tuple(scores.get(number, 0.1) for number in range(len(page.texts)))
    return FlatPage(page.texts, chosen, page.rules, page.is_date, page.is_template)


def _list_kept(page: FlatPage, verdicts: list[Verdict]) -> list[str]:
    return [text for text, verdict in zip(page.texts, verdicts, strict=True) if verdict.is_kept]


@pytest.mark.parametrize("clock", ["{}:24PM", "1{}:05", "{}.17 pm", "0{}:40 GMT"])
def test_entries_of_a_ticker_stay_without_their_times(clock: str) -> None:
    stamped = [(clock.format(9 - number), *entry) for number, entry in enumerate(ENTRIES)]
    lines = [OPENING, *(line for entry in stamped for line in entry), clock.format(3)]
    page = _look("\n".join([*lines, "Contact us"]), {0: 0.9})
    verdicts = [Verdict("body", score > 0.5, "line_model", score) for score in page.scores]
    expected = [OPENING, *(line for entry in ENTRIES for line in entry)]
    assert _list_kept(page, keep_tickers(page, verdicts)) == expected


def test_headlines_with_their_times_are_no_ticker() -> None:
    lines = [OPENING, *(line for n, entry in enumerate(ENTRIES) for line in (f"{n}:24PM", entry[0]))]
    page = _look("\n".join([*lines, "4:10AM"]), {0: 0.9})
    verdicts = [Verdict("body", score > 0.5, "line_model", score) for score in page.scores]
    assert _list_kept(page, keep_tickers(page, verdicts)) == [OPENING]


def test_an_announced_list_stays_below_a_list_of_the_site() -> None:
    squad = ["Adler", "Brook", "Castell", "Dunn", "Ebner", "Fiore", "Grant"]
    lines = [OPENING, "Related Topics", "* Storms", "The list of rescued sailors in full:", *squad]
    page = _look("\n".join([*lines, "Subscribe to our newsletter"]), {0: 0.9, 3: 0.4})
    verdicts = [Verdict("body", score > 0.5, "line_model", score) for score in page.scores]
    settled = keep_announced_lists(page, cut_lists(page, verdicts))
    assert _list_kept(page, settled) == [OPENING, lines[3], *squad]


def test_a_page_of_nothing_but_an_announced_list_keeps_it() -> None:
    winners = [f"Choir number {n}, Merit" for n in range(8)]
    lines = ["Culture", "The winners of the festival in full:", *winners, "Subscribe to our newsletter"]
    page = _look("\n".join(lines), {1: 0.08, **dict.fromkeys(range(2, 10), 0.002)})
    verdicts = [Verdict("boilerplate", False, "line_model", score) for score in page.scores]
    assert _list_kept(page, keep_announced_lists(page, verdicts)) == lines[1:-1]


def test_lines_of_an_announced_list_are_no_headings() -> None:
    page = _look("\n".join([OPENING, "The winners in full:", "Choir of Marlow", "Quay Singers"]), {0: 0.9})
    reasons = ("line_model", *["announced_list"] * 3)
    verdicts = [Verdict("body", True, reason, 0.1) for reason in reasons]
    assert all(verdict.is_kept for verdict in settle_headings(page, verdicts))
