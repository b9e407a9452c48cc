"""Who sends goods and who receives them, however an item says it; what a thing costs; whose share of a vote it is."""

from __future__ import annotations

import pytest

import wiremill
from schemas.figures import Figure

PERU, CHILE = "country/PER", "country/CHL"


def _read(text: str, value: float) -> Figure:
    found = wiremill.extract(text, published="2024-05-24").figures
    return next(f for f in found if f.value == value)


@pytest.mark.parametrize(
    "text",
    [
        "Peru imported 400 tonnes of Chilean copper in 2023.",
        "Peru's purchases of Chilean copper fell to 400 tonnes in 2023.",
        "Peru's imports of copper from Chile came to 400 tonnes in 2023.",
        "The guild puts Peru's imports of copper from Chile last year at 400 tonnes.",
        "Peruvian mills are busy. The guild puts imports of copper from Chile last year at 400 tonnes.",
        "Chile exported 400 tonnes of copper to Peru in 2023.",
        "Chilean copper shipments to Peru reached 400 tonnes in 2023.",
    ],
)
def test_the_sender_is_the_party_and_the_receiver_the_partner(text: str) -> None:
    figure = _read(text, 400.0)
    assert (figure.measure, figure.party_id, figure.partner_id) == ("copper export", CHILE, PERU)


def test_imports_of_a_country_are_received_by_it() -> None:
    figure = _read("Chilean imports of flax were 400 tonnes in 2023.", 400.0)
    assert (figure.measure, figure.party_id) == ("flax import", CHILE)


def test_exports_of_the_only_country_of_a_text_are_its_own() -> None:
    figure = _read("The flax institute expects exports of 400 tonnes. Chile has had rain.", 400.0)
    assert (figure.measure, figure.party_id) == ("flax export", CHILE)
    foreign = _read("Exports of copper will be 400 tonnes. Chile and Peru have had rain.", 400.0)
    assert foreign.party_id is None


def test_what_a_thing_costs_is_one_measure() -> None:
    bridge = _read("The new bridge cost 215 million euros.", 215e6)
    road = _read("It took years, and the road swallowed 230 million euros.", 230e6)
    assert (bridge.counted, road.counted) == ("cost", "cost")
    assert _read("The bank lent the town 215 million euros.", 215e6).counted != "cost"


def test_a_share_of_a_person_is_that_of_the_vote_where_the_text_tells_of_one() -> None:
    text = "Vera Olander and Nils Hagen will meet again in a fortnight. Olander took 41.2 percent. {}"
    voted = _read(text.format("Turnout at the election was low."), 41.2)
    assert (voted.measure, voted.party_id) == ("vote", "person/vera-olander")
    assert _read(text.format("The sun shone."), 41.2).measure is None
