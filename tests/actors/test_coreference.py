"""Whom descriptions, surnames and pronouns mean within a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.actors.find import find_actors
from transforms.language.parsed_document import ParsedDocument

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("coreference.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_resolves_mentions(case: dict[str, Any], parse: Callable[..., ParsedDocument]) -> None:
    found = find_actors(parse(case["text"]))
    means = {m.text: found.actor_by_key[m.actor_id].name for m in found.mentions}
    for words, name in case.get("refers", ()):
        assert means.get(words) == name
    persons = {a.name for a in found.actors if a.type == "person"}
    assert not any(means.get(words) in persons for words in case.get("open", ()))
