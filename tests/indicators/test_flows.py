"""Who sends goods and who receives them; what a thing costs; whose share of a vote a figure is."""

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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Inflation in Peru was 9.4 percent in May. The government aims at 8 percent.",
            8.0,
        ),
        ("Inflation in Peru was 9.4 percent in May. The ministry expects a rate of 7 percent in June.", 7.0),
        ("Consumer prices in Peru rose 9.6 percent in May after 10.3 percent in April.", 10.3),
    ],
)
def test_a_bare_percentage_takes_up_the_rate_told_before(text: str, value: float) -> None:
    figure = _read(text, value)
    assert (figure.measure, figure.measure_kind, figure.party_id) == ("inflation", "level", PERU)


def test_a_percentage_of_something_else_takes_up_nothing() -> None:
    text = "Inflation in Peru was 9.4 percent in May. {} percent of the mills have closed."
    assert _read(text.format(12), 12.0).measure != "inflation"


def test_a_number_behind_not_is_denied() -> None:
    text = "Eleven men are trapped in the mine, not nine, the guild said."
    assert _read(text, 9.0).status == "denied"
    assert _read(text, 11.0).status == "actual"
    assert _read("The guild did not find nine men in the mine.", 9.0).status != "actual"


def test_what_is_paid_for_a_thing_is_its_cost() -> None:
    assert _read("Peru will pay 390 million euros for nine boats.", 390e6).counted == "cost"
    assert _read("Peru's exports, worth 390 million euros, go to Chile.", 390e6).counted != "cost"
