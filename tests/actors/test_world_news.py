"""Floors of the actor extractor on short reports from all regions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from transforms.actors.find import find_actors
from transforms.language.parsed_document import ParsedDocument
from transforms.lexicon.spelling import fold

CASES = yaml.safe_load((Path(__file__).parent / "world_news.yaml").read_text(encoding="utf-8"))
FAMILY = {
    "country": "place",
    "location": "place",
    "person": "person",
    "organisation": "body",
    "group": "body",
}


def measure(parse: Callable[..., ParsedDocument]) -> dict[str, float]:
    """Precision, recall, F1, and the shares of right types and countries; prints what differs."""
    right = spurious = missed = types = countries = with_country = 0
    for number, case in enumerate(CASES):
        found = find_actors(parse(case["text"], published="2024-05-24"))
        named: dict[str, set[str]] = {}
        for mention in found.mentions:
            if mention.kind == "name":
                name = found.actor_by_key[mention.actor_id].name
                named.setdefault(mention.actor_id, {fold(name)}).add(fold(mention.text))
        for line in case["actors"]:
            name, kind, country = (part.strip() for part in line.split("|"))
            key = next((k for k, names in named.items() if fold(name) in names), None)
            if key is None:
                missed += 1
                print(f"{number} missed {name}")
                continue
            named.pop(key)
            right += 1
            actor = found.actor_by_key[key]
            types += FAMILY[actor.type] == FAMILY[kind]
            if FAMILY[actor.type] != FAMILY[kind]:
                print(f"{number} type {name}: {actor.type}")
            if country != "-":
                with_country += 1
                countries += actor.country_code == country
                if actor.country_code != country:
                    print(f"{number} country {name}: {actor.country_code} by {actor.method}")
        spurious += len(named)
        for key in named:
            print(f"{number} spurious {key}")
    precision, recall = right / (right + spurious), right / (right + missed)
    return {
        "f1": 2 * precision * recall / (precision + recall),
        "type": types / right,
        "country": countries / with_country,
    }


@pytest.fixture(scope="module")
def scores(parse: Callable[..., ParsedDocument]) -> dict[str, float]:
    return measure(parse)


def test_the_set_covers_the_world() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(("score", "floor"), [("f1", 0.9), ("type", 0.95), ("country", 0.92)])
def test_scores_reach_their_floors(scores: dict[str, float], score: str, floor: float) -> None:
    assert scores[score] >= floor, scores
