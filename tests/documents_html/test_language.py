"""Languages of short and long texts, offline."""

import socket
from pathlib import Path

import pytest
import yaml

from transforms.documents.metadata.language import detect_language

CASES = yaml.safe_load(Path(__file__).with_name("languages.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['language']}-{c['text'][:20]}")
def test_tells_the_language(case: dict[str, str | None], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert detect_language(case["text"] or "", case.get("hint")) == case["language"]


def test_foreign_quotes_do_not_change_the_language() -> None:
    text = 'The minister said that the law was dead. "Se acabó, no hay más que hablar," he told them.'
    assert detect_language(text) == "en"


def test_lone_surrogates_are_no_letters() -> None:
    assert detect_language("\ud800" * 50) is None
