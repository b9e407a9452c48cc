"""Two annotators are compared by sentence, type and what they say of the events that both saw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from training.agreement import compare_annotators, pair_events, shares_parties
from training.split import is_held_out, is_judge

MakeEvent = Callable[..., dict[str, Any]]
MakeDocument = Callable[..., dict[str, Any]]
SENTENCES = ["Pier shut", "Ferrymen blocked the pier and police beat them."]


def _compare(make_document: MakeDocument, first: list[Any], second: list[Any]) -> dict[str, float]:
    return compare_annotators(
        [make_document("31.01", SENTENCES, first)], [make_document("31.01", SENTENCES, second)]
    )


def test_who_says_the_same_agrees(make_document: MakeDocument, make_event: MakeEvent) -> None:
    events = [make_event(1, "blocked", "PROTEST", actors=[{"text": "Ferrymen"}])]
    assert _compare(make_document, events, events) == {
        "events": 1, "f1": 1, "status": 1, "actors": 1, "recipients": 1
    }  # fmt: skip


def test_an_event_that_one_saw_counts_against(make_document: MakeDocument, make_event: MakeEvent) -> None:
    both, one = make_event(1, "blocked", "PROTEST"), make_event(1, "beat", "ASSAULT")
    figures = _compare(make_document, [both, one], [both])
    assert figures["f1"] == 0.667
    assert figures == _compare(make_document, [both], [both, one])


def test_another_type_is_another_event(make_document: MakeDocument, make_event: MakeEvent) -> None:
    first, second = make_event(1, "blocked", "PROTEST"), make_event(1, "blocked", "COERCE")
    assert _compare(make_document, [first], [second])["f1"] == 0


def test_an_unsure_event_is_optional(make_document: MakeDocument, make_event: MakeEvent) -> None:
    both, unsure = make_event(1, "blocked", "PROTEST"), make_event(1, "beat", "ASSAULT", unsure=True)
    assert _compare(make_document, [both, unsure], [both])["f1"] == 1
    assert _compare(make_document, [both], [both, unsure])["f1"] == 1
    assert _compare(make_document, [both, unsure], [both, unsure])["events"] == 2


def test_attributes_are_shares_of_common_events(make_document: MakeDocument, make_event: MakeEvent) -> None:
    first = [
        make_event(1, "blocked", "PROTEST", actors=[{"text": "Ferrymen"}]),
        make_event(1, "beat", "ASSAULT"),
    ]
    second = [make_event(1, "blocked", "PROTEST", status="planned"), make_event(1, "beat", "ASSAULT")]
    figures = _compare(make_document, first, second)
    assert (figures["status"], figures["actors"], figures["recipients"]) == (0.5, 0.5, 1)


def test_documents_of_one_annotator_are_left_out(make_document: MakeDocument, make_event: MakeEvent) -> None:
    documents = [make_document(n, SENTENCES, [make_event(1, "beat", "ASSAULT")]) for n in ("31.01", "31.02")]
    assert compare_annotators(documents, documents[1:])["f1"] == 1
    assert compare_annotators(documents, [])["events"] == 0


def test_events_of_one_type_pair_by_their_words(make_event: MakeEvent) -> None:
    mine = [make_event(1, "beating", "ASSAULT"), make_event(1, "shelled", "ASSAULT")]
    other = [make_event(1, "shelled", "ASSAULT"), make_event(1, "beating", "ASSAULT")]
    pairs = pair_events(mine, other)
    assert [(a["trigger"]["text"], b["trigger"]["text"]) for a, b in pairs] == [
        ("beating", "beating"),
        ("shelled", "shelled"),
    ]


def test_an_event_pairs_once(make_event: MakeEvent) -> None:
    one, two = make_event(1, "raid", "ASSAULT"), make_event(1, "raid", "ASSAULT")
    assert pair_events([one, two], [two]) == [(one, two)]


@pytest.mark.parametrize(
    ("mine", "other", "shared"),
    [
        ([], [], True),
        ([{"text": "police"}], [], False),
        ([{"text": "the police"}], [{"text": "police officers"}], True),
        ([{"text": "he", "name": "Omar Bah"}], [{"name": "President Bah"}], True),
        ([{"text": "Mali"}, {"text": "Chad"}], [{"text": "Chad"}], True),
        ([{"text": "Mali"}], [{"text": "Chad"}], False),
    ],
)
def test_parties_agree_by_a_common_word(mine: list[Any], other: list[Any], *, shared: bool) -> None:
    assert shares_parties(mine, other) is shared


def test_documents_are_put_aside_by_their_id_alone() -> None:
    identities = [f"{a}.{b:02}" for a in range(30, 60) for b in range(40)]
    for is_apart, share in ((is_judge, 1 / 3), (is_held_out, 1 / 5)):
        assert sum(map(is_apart, identities)) / len(identities) == pytest.approx(share, abs=0.04)
    assert [is_judge(i) for i in ("30.03", "40.02", "30.14", "40.18")] == [True, True, False, False]
