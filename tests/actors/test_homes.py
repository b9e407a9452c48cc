"""The countries of groups and state bodies that a text tells without one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.actors.find import find_actors

_CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("homes.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:40])
def test_home_of_unnamed(parse: Any, case: dict[str, Any]) -> None:
    names = {actor.name for actor in find_actors(parse(case["text"], published="2024-05-24")).actors}
    assert set(case["found"]) <= names
    assert not set(case["not"]) & names
