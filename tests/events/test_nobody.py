"""A deed of nobody is denied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.events.nobody import deny_deeds_of_nobody
from transforms.language.parsed_document import ParsedDocument
from transforms.reading.read_sentences import load_reader, read_sentences

Parse = Callable[..., ParsedDocument]


def _list_statuses(parsed: ParsedDocument) -> list[str]:
    readings = read_sentences(load_reader(), [s.text for s in parsed.sentences])
    return [r.status for r in deny_deeds_of_nobody(parsed, readings)]


@pytest.mark.parametrize("whom", ["nobody", "no army", "none of the rebels", "neither side"])
def test_what_nobody_did_is_denied(whom: str, parse: Parse) -> None:
    assert _list_statuses(parse(f"The town was attacked by {whom} on Monday.")) == ["denied"]


@pytest.mark.parametrize("whom", ["rebels", "a man with no name", "both sides"])
def test_what_somebody_did_is_not(whom: str, parse: Parse) -> None:
    assert _list_statuses(parse(f"The town was attacked by {whom} on Monday.")) == ["actual"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("It was not Norland that expelled the envoy.", "denied"),
        ("It was not the rebels who attacked the town.", "denied"),
        ("It was Norland that expelled the envoy.", "actual"),
        ("It was not until May that rebels attacked the town.", "actual"),
    ],
)
def test_what_another_did_is_denied_of_who_is_named(text: str, status: str, parse: Parse) -> None:
    assert _list_statuses(parse(text))[-1] == status
