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


def test_a_report_that_never_looks_abroad_sets_its_people_and_bodies_at_home(
    parse: Any,
) -> None:
    text = (
        "Peru's farmers met in Lima on Monday. Carla Ramos spoke for the Coast Growers League in Trujillo. "
        "Peru exports grapes. The league wants water from Peru's dams, and a thousand workers joined it."
    )
    found = {a.name: a for a in find_actors(parse(text)).actors}
    assert (found["Carla Ramos"].country_code, found["Carla Ramos"].country_method) == ("PER", "setting")
    abroad = find_actors(parse(text + " A ship left for Norway.")).actors
    assert {a.name: a.country_code for a in abroad}["Carla Ramos"] is None
    short = find_actors(parse("Carla Ramos spoke in Lima on Monday.")).actors
    assert {a.name: a.country_code for a in short}["Carla Ramos"] is None
