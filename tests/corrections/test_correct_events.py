"""Corrections of the events of a document, on hand-made findings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from schemas.identifiers import make_id
from transforms.events.corrections.targets import UnmatchedLineError, list_places
from transforms.events.findings import EventFindings

TEXT = (
    "Norway accused Russia of sabotage on Tuesday. Lena Ostrom met Juan Ruiz in Oslo.\n"
    "Finland condemned the attack, and Sweden condemned it as well. Norway accused Poland."
)
MARKS = (
    (0, "accused", "ACCUSE", "Norway", "Russia"),
    (0, "accused", "REJECT", "Norway", "Russia"),
    (1, "met", "CONSULT", "Lena Ostrom|Juan Ruiz"),
    (2, "attack", "ASSAULT", "Finland"),
    (3, "accused", "ACCUSE", "Norway", "Poland"),
)


@pytest.fixture(scope="module")
def coded(code: Any) -> Any:
    return code(TEXT, *MARKS)


def parties(findings: EventFindings, event_id: str, role: str) -> list[str]:
    own = [p for p in findings.participants if (p.event_id, p.role) == (event_id, role)]
    assert [p.position for p in own] == list(range(len(own)))
    assert {p.mention_id for p in own} <= {m.mention_id for m in findings.actors.mentions}
    return [findings.actors.actor_by_key[p.actor_id].name for p in own]


def test_no_lines_change_nothing(coded: Any) -> None:
    assert coded.correct() == (coded.found, ())


def test_a_veto_takes_the_event_and_its_parties_away(coded: Any, line: Any) -> None:
    corrected, (outcome,) = coded.correct(line("veto", "met"))
    gone = coded.found.events[2]
    assert gone.trigger == "met"
    assert [e.event_id for e in corrected.events] == [e.event_id for e in coded.found.events if e != gone]
    assert gone.event_id not in {p.event_id for p in corrected.participants}
    assert (outcome.sentence_no, outcome.reason) == (1, None)


def test_a_fixed_type_and_status_make_the_row_anew(coded: Any, line: Any) -> None:
    fix = line("fix", "met", set_deed_type="AID", set_status="planned")
    corrected, _ = coded.correct(fix)
    before, event = coded.found.events[2], corrected.events[2]
    assert (event.deed_type, event.event_type, event.status) == ("AID", "AGREE", "planned")
    assert (event.cameo_root, event.quad_class, event.intensity) == ("03", 1, 2.5)
    assert (event.confidence, event.status_confidence) == (1.0, 1.0)
    assert (event.actor_confidence, event.date_confidence) == (
        before.actor_confidence,
        before.date_confidence,
    )
    assert (before.is_sure, event.is_sure) == (False, True)
    assert event.method == f"{before.method}; correction: deed_type, status"
    assert event.event_id == make_id("ev", "doc-test", TEXT.index("met"), "met", "AID")
    assert parties(corrected, event.event_id, "actor") == ["Lena Ostrom", "Juan Ruiz"]
    assert (event.trigger, event.text, event.date_start) == (before.trigger, before.text, before.date_start)


def test_modes_are_set_and_taken_away(coded: Any, line: Any) -> None:
    visit = line("fix", "met", set_mode="visit")
    corrected, _ = coded.correct(visit)
    assert (corrected.events[2].event_mode, corrected.events[2].intensity) == ("visit", 4)
    assert corrected.events[2].event_id == coded.found.events[2].event_id
    corrected, _ = coded.correct(visit, line("fix", "met", set_mode="-"))
    assert (corrected.events[2].event_mode, corrected.events[2].intensity) == (None, 2.5)
    corrected, (outcome,) = coded.correct(line("fix", "met", set_mode="aerial"))
    assert corrected == coded.found
    assert outcome.reason.startswith("the mode 'aerial' is none of CONSULT; known: multilateral")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-05-21", (date(2024, 5, 21), "day", "correction", "Tuesday")),
        ("2024-05-02", (date(2024, 5, 2), "day", "correction", None)),
        ("-", (None, None, "none", None)),
    ],
)
def test_dates_are_set_with_the_words_that_tell_them(coded: Any, line: Any, on: str, expected: Any) -> None:
    corrected, _ = coded.correct(line("fix", "met", set_date=on))
    event = corrected.events[2]
    assert (event.date_start, event.date_precision, event.date_method, event.date_text) == expected
    assert (event.date_end, event.date_confidence) == (expected[0], 1.0)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Ostrom", "the Russia"), ["Russia", "Lena Ostrom"]),  # a spelling; the name, not as it is written
        (("country/FIN",), ["Finland"]),  # the key
        (("Ruiz", "Juan Ruiz"), ["Juan Ruiz"]),  # once
        (("sabotage",), ["sabotage"]),  # words of the text that name nobody yet
    ],
)
def test_parties_are_named(coded: Any, line: Any, names: tuple[str, ...], expected: list[str]) -> None:
    corrected, (outcome,) = coded.correct(line("fix", "condemned the attack", set_actors=names))
    assert outcome.reason is None
    event = corrected.events[3]
    assert parties(corrected, event.event_id, "actor") == expected
    assert event.actor_confidence == 1.0


def test_who_is_named_in_one_role_leaves_the_other(coded: Any, line: Any) -> None:
    turned = line("fix", "accused", deed_type="REJECT", set_actors=("Russia",))
    corrected, (outcome,) = coded.correct(turned)
    assert outcome.reason is None
    event = corrected.events[1]
    assert (parties(corrected, event.event_id, "actor"), parties(corrected, event.event_id, "recipient")) == (
        ["Russia"],
        [],
    )


def test_a_sentence_may_have_to_be_named(coded: Any, line: Any) -> None:
    _, (outcome,) = coded.correct(line("veto", "accused", deed_type="ACCUSE"))
    assert outcome.reason == "'accused' names 2 events: name the sentence"
    corrected, (outcome,) = coded.correct(line("veto", "accused", sentence="Norway accused Poland"))
    assert outcome.sentence_no == 3
    assert len(corrected.events) == 4
    _, (outcome,) = coded.correct(line("veto", "accused", sentence="Norway accused Russia"))
    assert outcome.reason == "'accused' names 2 events: name the deed_type, of ACCUSE, REJECT"


@pytest.mark.parametrize(
    ("trigger", "more", "reason"),
    [
        ("shouted", {}, "'shouted' is not in the text"),
        ("shouted", {"sentence": "Finland"}, "'shouted' is not in that sentence"),
        ("met", {"sentence": "Denmark"}, "no sentence begins with 'Denmark'"),
        ("sabotage", {}, "no event is read at 'sabotage'"),
        ("met", {"deed_type": "AID"}, "no AID is read at 'met', but CONSULT"),
        ("met", {"set_actors": ("Denmark",)}, "no actor is called 'Denmark', nor"),
        ("met", {"set_actors": ()}, "no party would be left: veto the event instead"),
        ("accused", {"deed_type": "REJECT", "set_deed_type": "ACCUSE"}, "ACCUSE is read there already"),
    ],
)
def test_a_line_that_means_nothing_is_told_and_changes_nothing(
    coded: Any, line: Any, trigger: str, more: dict[str, Any], reason: str
) -> None:
    action = "fix" if any(name.startswith("set_") for name in more) else "veto"
    corrected, (outcome,) = coded.correct(line(action, trigger, **more))
    assert outcome.reason.startswith(reason)
    assert outcome.sentence_no is None
    assert corrected is coded.found


def test_half_known_parties_leave_nothing_behind(coded: Any, line: Any) -> None:
    veto, unknown = line("veto", "met"), line("fix", "attack", set_actors=("sabotage", "Denmark"))
    corrected, (_, outcome) = coded.correct(veto, unknown)
    assert outcome.reason == "no actor is called 'Denmark', nor does the text hold these words"
    assert corrected.actors.actors == coded.found.actors.actors


def test_a_text_without_sentences_is_told(line: Any) -> None:
    with pytest.raises(UnmatchedLineError, match="'met' is not in the text"):
        list_places(line("veto", "met"), ())


def test_a_trigger_read_in_other_words_is_found(coded: Any, line: Any) -> None:
    corrected, _ = coded.correct(line("veto", "condemned the\n  attack"))
    assert "attack" not in {e.trigger for e in corrected.events}


def test_lines_follow_one_another(coded: Any, line: Any) -> None:
    lines = (
        line("fix", "met", set_deed_type="AGREE"),
        line("fix", "met", deed_type="AGREE", set_status="planned"),
        line("veto", "met", deed_type="CONSULT"),
    )
    corrected, outcomes = coded.correct(*lines)
    assert [o.reason is None for o in outcomes] == [True, True, False]
    assert corrected.events[2].method.endswith("; correction: deed_type; correction: status")


def test_events_are_grouped_anew(code: Any, line: Any) -> None:
    text = "Norway accused Russia. Norway condemned Russia."
    pair = ((0, "accused", "ACCUSE", "Norway", "Russia"), (1, "condemned", "ACCUSE", "Norway", "Russia"))
    coded = code(text, *pair)
    assert len({e.event_group_id for e in coded.found.events}) == 1
    corrected, _ = coded.correct(line("fix", "condemned", set_status="denied"))
    assert len({e.event_group_id for e in corrected.events}) == 2
