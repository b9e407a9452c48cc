"""Corrected sentences become teaching sentences, right by the rules of the notation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from schemas.documents import Document
from training import examples
from training.judge import is_complete
from training.notation import read_line
from transforms.events.corrections.teaching import CodedDocument, teach_document
from transforms.events.corrections.teaching_check import list_faults
from transforms.events.findings import EventFindings
from transforms.reading.model_files import FOLDER
from transforms.reading.windows import load_tokenizer

TITLE = "Ostrom and Ruiz meet"
TEXT = (
    "Norway accused Russia of sabotage on Tuesday. Lena Ostrom met Juan Ruiz in Oslo.\n"
    'The minister will sign a treaty, and "we condemn the raid," Juan Ruiz said.'
)
MARKS = (
    (0, "accused", "ACCUSE", "Norway", "Russia"),
    (1, "met", "CONSULT", "Lena Ostrom|Juan Ruiz"),
    (2, "sign", "SUPPORT", "The minister"),
    (2, "condemn", "ACCUSE", "we"),
)


def publish(coded: Any, found: EventFindings) -> CodedDocument:
    """The rows as the warehouse has them."""
    parsed = coded.parsed
    document = Document(
        document_id="doc-test", source="s", uri="a.txt", title=parsed.title, author=(), publisher=None,
        agency=None, published_on=date(2024, 5, 24), published_at=None, published_precision="day",
        published_method="text", language="en", text=parsed.text, raw_sha256="0" * 64, raw_char_count=1,
        text_char_count=len(parsed.text), revision=1, duplicate_of=None, story_id="doc-test",
        extractor_version="1", run_id="r", loaded_at=datetime(2024, 6, 1),
    )  # fmt: skip
    actors = found.actors
    return CodedDocument(
        document, parsed.sentences, actors.actors, actors.mentions, found.events, found.participants
    )


@pytest.fixture(scope="module")
def coded(code: Any) -> Any:
    return code(TEXT, *MARKS, title=TITLE)


def note(event: dict[str, Any]) -> str:
    """An event in the notation."""

    def say(parties: list[dict[str, Any]]) -> str:
        said = [p.get("text", "") + (f"={p['name']}" if "name" in p else "") for p in parties]
        return "; ".join(said) or "-"

    parts = [
        f"doc.{event['sentence']:02}", event["type"] + (f"/{event['mode']}" if event["mode"] else ""),
        event["status"], event["trigger"]["text"],
        f"A: {say(event['actors'])}", f"R: {say(event['recipients'])}", f"P: {say(event['places'])}",
        f"D: {event['date']}", f"S: {say(event['claimant'])}", f"K: {event['event']}",
    ]  # fmt: skip
    return " | ".join([*parts, "?"] if event["unsure"] else parts)


def test_corrected_sentences_are_taught_as_they_are_after_correction(coded: Any, line: Any) -> None:
    lines = (
        line("fix", "met", set_mode="visit", set_recipients=("Juan Ruiz",), set_date="2024-05-21"),
        line("fix", "sign", set_status="planned", set_actors=("Ostrom",)),
        line("veto", "accused"),
    )
    found, outcomes = coded.correct(*lines)
    numbers = {o.sentence_no for o in outcomes}
    taught, problems = teach_document(publish(coded, found), numbers)
    assert problems == ()
    assert list(taught) == ["id", "url", "published", "title", "sentences", "events", "corrected"]
    assert (taught["id"], taught["url"], taught["published"]) == ("doc-test", "a.txt", "2024-05-24")
    assert taught["sentences"] == [TITLE, *(s.text for s in coded.parsed.sentences)]
    assert taught["corrected"] == [1, 2, 3]
    met, signed, condemned = taught["events"]
    assert (met["sentence"], met["type"], met["mode"], met["date"]) == (2, "CONSULT", "visit", "<Tuesday")
    assert met["actors"] == [{"span": [0, 11], "text": "Lena Ostrom"}]
    assert met["recipients"] == [{"span": [16, 25], "text": "Juan Ruiz"}]
    assert (signed["status"], signed["actors"], signed["unsure"]) == (
        "planned",
        [{"name": "Lena Ostrom"}],
        False,
    )
    assert (signed["date"], condemned["unsure"]) == ("pub", True)
    assert condemned["claimant"][0]["text"] == "Juan Ruiz"
    assert condemned["actors"] == [{"span": [38, 40], "text": "we", "name": "Juan Ruiz"}]
    for event in taught["events"]:
        assert read_line(note(event), taught["sentences"]) == event


def test_other_sentences_have_no_events_and_are_not_learned_from(coded: Any, line: Any) -> None:
    found, _ = coded.correct(line("veto", "met"))
    taught, _ = teach_document(publish(coded, found), {1})
    assert (taught["corrected"], taught["events"]) == ([2], [])


def test_what_breaks_a_rule_is_told() -> None:
    sentences = ["", "Norway met Chad."]
    good = {
        "sentence": 1, "type": "CONSULT", "mode": None, "status": "actual", "places": [], "claimant": [],
        "trigger": {"span": [7, 10], "text": "met"}, "actors": [{"name": "Chad"}], "recipients": [],
        "date": "-",
    }  # fmt: skip
    assert list(list_faults(good, sentences)) == []
    broken: list[tuple[dict[str, Any], str]] = [
        ({"mode": "aerial"}, "no such type or mode: CONSULT/aerial"),
        ({"status": "soon"}, "no such status: soon"),
        ({"trigger": {"span": [6, 9], "text": "met"}}, "'met' is not at 6..9 of the sentence"),
        ({"actors": []}, "'met' has no party"),
        ({"places": [{}]}, "a party has neither words nor a name"),
        ({"date": "<Monday"}, "no sentence says '<Monday'"),
        ({"date": "Monday"}, "no sentence says 'Monday'"),
    ]
    for change, fault in broken:
        assert list(list_faults(good | change, sentences)) == [fault]


def test_a_sentence_with_a_fault_is_left_out(code: Any) -> None:
    coded = code(TEXT, *MARKS)
    published = publish(coded, coded.found)
    orphan = CodedDocument(
        published.document, published.sentences, published.actors, published.mentions, published.events, ()
    )
    taught, problems = teach_document(orphan, {0, 1})
    assert (taught["corrected"], taught["events"]) == ([], [])
    assert problems == ("sentence 0: 'accused' has no party", "sentence 1: 'met' has no party")


def test_training_learns_only_from_corrected_sentences() -> None:
    sentences = ["Talks", "Norway met Chad.", "Peru sued Chile."]
    document = {"sentences": sentences, "events": [], "corrected": [2]}
    cut = examples.cut_documents(load_tokenizer(FOLDER / "tokenizer.json"), [document])
    (example,) = examples.build_examples(cut, None)
    assert set(example.window.sentence[example.weights.any(1)]) == {2}
    assert [is_complete(document, number) for number in range(3)] == [False, False, True]
    document["corrected"] = []
    assert examples.build_examples(cut, None) == []
