"""The user's file of event corrections, line by line."""

from __future__ import annotations

import dataclasses
import json

import pytest

from transforms.correction_file import CorrectionError, refuse_problems
from transforms.events.corrections.correction import EventCorrection, EventCorrections
from transforms.events.corrections.lines import parse_event_corrections

COLUMNS = "action,document,trigger,sentence,deed_type,set_deed_type,set_mode,set_status"
HEAD = f"{COLUMNS},set_actors,set_recipients,set_date\n"


def test_lines_become_corrections() -> None:
    text = HEAD + (
        "# mine\n"
        "veto,bridge.txt,opened\n"
        "fix,doc-1,  met  with ,The two,consult,,-,Planned,Russia| Belarus,-,2024-05-03\n"
    )
    (veto, fix), problems = parse_event_corrections(text)
    assert problems == ()
    assert (veto.line, veto.action, veto.document, veto.trigger) == (3, "veto", "bridge.txt", "opened")
    assert (veto.set_actors, veto.set_date, veto.sentence) == (None, None, None)
    assert (fix.trigger, fix.sentence, fix.deed_type, fix.set_mode) == ("met with", "The two", "CONSULT", "-")
    assert (fix.set_status, fix.set_actors, fix.set_recipients) == ("planned", ("Russia", "Belarus"), ())
    assert fix.set_date == "2024-05-03"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_spreadsheets_may_write_it(separator: str) -> None:
    cells = (
        ["Action", "document", "TRIGGER", "sentence"],
        ["veto", "a.txt", "met", '"In May, a ""first"" step"'],
    )
    text = "\ufeff" + "\r\n".join(separator.join(row) for row in cells) + "\r\n\r\n"
    ((line,), problems) = parse_event_corrections(text)
    assert (line.sentence, line.line, problems) == ('In May, a "first" step', 2, ())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("drop,a.txt,met", "action must be one of veto, fix, not 'drop'"),
        ("veto,,met", "document and trigger are needed"),
        ("veto,a.txt,", "document and trigger are needed"),
        ("fix,a.txt,met", "fix states nothing"),
        ("veto,a.txt,met,,,,,planned", "it sets no set_status"),
        ("fix,a.txt,met,,,MEET", "unknown set_deed_type 'MEET'"),
        ("fix,a.txt,met,,MEET,AGREE", "unknown deed_type 'MEET'"),
        ("fix,a.txt,met,,,CONSULT,aerial", "unknown set_mode 'aerial' of CONSULT; known: multilateral"),
        ("fix,a.txt,met,,,AID,visit", "unknown set_mode 'visit' of AID; known: none"),
        ("fix,a.txt,met,,,,spaceship", "unknown set_mode 'spaceship'; known"),
        ("fix,a.txt,met,,,,,soon", "unknown set_status 'soon'"),
        ("fix,a.txt,met,,,,,,,,3 May", "'3 May' is not a date"),
        ("fix,a.txt,met,,,,,,,,-,more", "12 cells for 11 columns"),
    ],
)
def test_bad_lines_are_told_by_number(line: str, message: str) -> None:
    lines, problems = parse_event_corrections(f"{HEAD}veto,a.txt,said\n\n{line}\nveto,b.txt,said\n")
    assert [entry.line for entry in lines] == [2, 5]
    assert len(problems) == 1
    assert problems[0].startswith("line 4: ")
    assert message in problems[0]
    with pytest.raises(CorrectionError, match="line 4"):
        refuse_problems(problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("action,document,colour\n", "line 1: unknown columns: colour"),
        ("action,document\n", "line 1: no column trigger"),
        (HEAD + 'veto,a.txt,"met\nveto,b.txt,said\n', "is a quote not closed"),
    ],
)
def test_what_is_no_such_table_is_refused(text: str, message: str) -> None:
    with pytest.raises(CorrectionError, match=message):
        parse_event_corrections(text)


def test_an_empty_file_has_no_lines() -> None:
    assert parse_event_corrections("") == ((), ())


def make(line: int, document: str, trigger: str, **more: object) -> EventCorrection:
    return EventCorrection(line, "veto", document, trigger, **more)  # type: ignore[arg-type]


def test_a_document_has_the_lines_of_its_id_and_uri_in_order() -> None:
    lines = [
        make(2, "doc-1", "met"),
        make(3, "b.txt", "met"),
        make(4, "a.txt", "said"),
        make(5, "a.txt", "met"),
    ]
    corrections = EventCorrections(lines)
    assert [entry.line for entry in corrections.list_of("doc-1", "a.txt")] == [2, 4, 5]
    assert corrections.list_of("doc-9", "c.txt") == ()
    assert [e.line for e in corrections.select([("doc-1", "x"), ("doc-2", "b.txt"), ("doc-1", "y")])] == [
        2,
        3,
    ]


def test_the_hash_tells_what_lines_say_and_not_where_they_stand() -> None:
    one = EventCorrections([make(2, "a.txt", "met"), make(3, "b.txt", "met")])
    moved = EventCorrections([make(7, "a.txt", "met", reason="seen"), make(9, "b.txt", "said")])
    assert one.hash_of("doc-1", "a.txt") == moved.hash_of("doc-1", "a.txt") is not None
    assert one.hash_of("doc-2", "b.txt") != moved.hash_of("doc-2", "b.txt")
    assert one.hash_of("doc-3", "c.txt") is None


def test_lines_travel_as_json() -> None:
    line = make(2, "a.txt", "met", set_actors=("Russia",), set_recipients=())
    assert EventCorrection.from_fields(json.loads(json.dumps(dataclasses.asdict(line)))) == line
