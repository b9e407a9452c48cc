"""A clause that sets a day ahead is a deadline of its time expression."""

from __future__ import annotations

import pytest

import wiremill

PUBLISHED = "2024-05-24"


def _list_deadlines(text: str) -> list[tuple[str, str, str]]:
    found = wiremill.extract(text, published=PUBLISHED)
    told = [t for t in found.time_expressions if t.due_end is not None]
    assert all(found.text[t.due_char_start : t.due_char_end] == t.due_text for t in told)
    return [
        (str(t.due_start), str(t.due_end), found.text[t.due_char_start : t.due_char_end])
        for t in found.time_expressions
        if t.due_end is not None
    ]


@pytest.mark.parametrize(
    ("text", "start", "end", "clause"),
    [
        (
            "The ferry pier will open to lorries before the end of June.",
            "2024-06-30",
            "2024-06-30",
            "The ferry pier will open to lorries before the end of June",
        ),
        ("Mowing starts on Monday 3 June.", "2024-06-03", "2024-06-03", "Mowing starts on Monday 3 June"),
        (
            "The launch was put off until 10 July.",
            "2024-07-10",
            "2024-07-10",
            "The launch was put off until 10 July",
        ),
        ("Elections are due in September.", "2024-09-01", "2024-09-30", "Elections are due in September"),
        (
            "The mayor said the pool would reopen on Saturday.",
            "2024-05-25",
            "2024-05-25",
            "the pool would reopen on Saturday",
        ),
        (
            "The quay will cost 2 million euros and be finished in 2026.",
            "2026-01-01",
            "2026-12-31",
            "be finished in 2026",
        ),
        (
            "The lift will not run before July.",
            "2024-07-01",
            "2024-07-31",
            "The lift will not run before July",
        ),
    ],
)
def test_what_is_set_for_a_day_is_due(text: str, start: str, end: str, clause: str) -> None:
    assert _list_deadlines(text) == [(start, end, clause)]


@pytest.mark.parametrize(
    "text",
    [
        "The pool may open on 3 June.",
        "The pool will not open on 3 June.",
        "The trip had been planned for 27 June.",
        "The bridge should have been opened on 15 June.",
        "If the dam is finished on 3 June, fish will return.",
        "They met on Monday.",
        "The mill was sold three weeks later.",
        "The choir sang on 3 June 2023.",
        "The quay cost 2 million euros and was finished in March.",
    ],
)
def test_what_is_past_open_or_denied_is_not_due(text: str) -> None:
    assert _list_deadlines(text) == []


def test_without_a_day_of_publication_nothing_is_ahead() -> None:
    found = wiremill.extract("The pier will open on 3 June 2031.")
    assert [t.due_end for t in found.time_expressions] == [None]
