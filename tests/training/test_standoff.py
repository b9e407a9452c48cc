"""Labels without their texts, and both joined again."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from training.standoff import DIGITS, hash_sentence, join_texts, main, read_lines, strip_texts, write_lines

SENTENCES = ["Pier shut in Lima", "Ferrymen blocked the pier.", "Police beat ferrymen."]


@pytest.fixture
def document(
    make_document: Callable[..., dict[str, Any]], make_event: Callable[..., dict[str, Any]]
) -> dict[str, Any]:
    events = [
        make_event(1, "blocked", "PROTEST", 9, actors=[{"span": [0, 8], "text": "Ferrymen"}]),
        make_event(2, "beat", "ASSAULT", 7, actors=[{"span": [0, 6], "text": "Police"}]),
    ]
    return make_document("31.01", SENTENCES, events)


def test_labels_hold_hashes_and_no_text(document: dict[str, Any]) -> None:
    (label,) = strip_texts([document])
    assert set(label) == {"id", "url", "published", "sentences", "events"}
    assert label["sentences"] == [hash_sentence(s) for s in SENTENCES]
    assert not any(s in json.dumps(label) for s in SENTENCES)


def test_a_hash_does_not_see_white_space() -> None:
    assert hash_sentence(" Pier  shut\nin Lima ") == hash_sentence("Pier shut in Lima")
    assert hash_sentence("Pier shut in lima") != hash_sentence("Pier shut in Lima")
    assert len(hash_sentence("")) == DIGITS


@pytest.mark.parametrize("key", ["id", "url"])
def test_labels_and_texts_make_the_document_again(document: dict[str, Any], key: str) -> None:
    text = {key: document[key], "sentences": SENTENCES}
    assert join_texts(strip_texts([document]), [text]) == ([document], [])


def test_a_changed_sentence_is_lost_alone(document: dict[str, Any]) -> None:
    text = {"id": "31.01", "sentences": [SENTENCES[0], "Ferrymen blocked a pier.", SENTENCES[2]]}
    (joined,), missing = join_texts(strip_texts([document]), [text])
    assert joined["sentences"] == [SENTENCES[0], "", SENTENCES[2]]
    assert [e["trigger"]["text"] for e in joined["events"]] == ["beat"]
    assert missing == ["31.01: 1 of 3 sentences differ"]


def test_sentences_may_be_split_from_others_or_moved(document: dict[str, Any]) -> None:
    text = {"id": "31.01", "sentences": [*reversed(SENTENCES), "An advertisement."]}
    assert join_texts(strip_texts([document]), [text]) == ([document], [])


def test_a_document_without_a_text_is_left_out(document: dict[str, Any]) -> None:
    joined, missing = join_texts(strip_texts([document]), [{"id": "31.02", "sentences": SENTENCES}])
    assert joined == []
    assert missing == ["31.01: no text (own:31.01)"]


def test_lines_are_read_as_written(tmp_path: Path) -> None:
    rows = [{"id": "1", "text": "Côte d'Ivoire\u2028"}, {"id": "2"}]
    write_lines(tmp_path / "rows.jsonl", rows)
    assert read_lines(tmp_path / "rows.jsonl") == rows


def test_the_program_makes_and_joins(
    document: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    texts, labels, out = (str(tmp_path / f"{name}.jsonl") for name in ("texts", "labels", "out"))
    write_lines(Path(texts), [document])
    for arguments in (["make", texts, labels], ["join", labels, texts, out]):
        monkeypatch.setattr(sys, "argv", ["standoff", *arguments])
        main()
    assert read_lines(Path(out)) == [document]
    assert capsys.readouterr().out == "every sentence was found\n"
