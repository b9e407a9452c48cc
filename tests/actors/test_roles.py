"""Roles of persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from transforms.actors.find import find_actors
from transforms.language.parsed_document import ParsedDocument

CASES = yaml.safe_load((Path(__file__).parent / "roles.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[c["person"] for c in CASES])
def test_role_is_told_with_its_owner(parse: Callable[..., ParsedDocument], case: dict[str, Any]) -> None:
    found = find_actors(parse(case["text"], published="2024-05-24"))
    told = [
        (
            found.actor_by_key[r.actor_id].name,
            r.role,
            found.actor_by_key[r.of_actor_id].name if r.of_actor_id else "-",
            r.is_current,
            r.seen_on,
        )
        for r in found.roles
    ]
    assert told == [(case["person"], case["role"], case["of"], case["current"], date(2024, 5, 24))]
    assert [r.standing for r in found.roles] == [case["standing"]]


def test_counterparts_hold_no_role(parse: Callable[..., ParsedDocument]) -> None:
    found = find_actors(
        parse("Dale Hutchins met his Ugandan counterpart Grace Okello.", published="2024-05-24")
    )
    assert not found.roles
    assert {a.name: a.country_code for a in found.actors}["Grace Okello"] == "UGA"


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("Union leader", "LAB"),
        ("Strike leader", "LAB"),
        ("Business leader", "BUS"),
        ("Community leader", "CVL"),
        ("Gang leader", "CRM"),
        ("Militia leader", "PRM"),
        ("Protest leader", "OPP"),
        ("Religious leader", "REL"),
        ("Student leader", "EDU"),
        ("Peruvian leader", "GOV"),
    ],
)
def test_who_leads_others_than_a_state_is_no_government(
    parse: Callable[..., ParsedDocument], words: str, sector: str
) -> None:
    found = find_actors(parse(f"{words} Marcela Rojas condemned the police."))
    assert [a.sector for a in found.actors if a.name == "Marcela Rojas"] == [sector]
