"""Capitals that act for their state, and capitals that are cities."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from transforms.actors.find import find_actors
from transforms.language.parsed_document import ParsedDocument

CASES = yaml.safe_load((Path(__file__).parent / "capitals.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_capital_is_read_by_its_place_in_the_sentence(
    parse: Callable[..., ParsedDocument], case: dict[str, str]
) -> None:
    found = find_actors(parse(case["text"]))
    actor = next(found.actor_by_key[m.actor_id] for m in found.mentions if m.text == case["name"])
    expected = ("location", None) if case["is"] == "city" else ("country", case["is"])
    assert (actor.type, actor.country_code if actor.type == "country" else None) == expected
