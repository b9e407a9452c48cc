"""Pairs of mentions as numbers: screened from above, excluded as one by one, whichever comes first."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest
from event_records import DAY, make_record

from schemas.identity import EventRecord
from transforms.events.rows.alike_pairs import ENOUGH, find_alike, weigh_pairs
from transforms.events.rows.exclusions import Mention, are_apart
from transforms.events.rows.packed_signs import pack_signs
from transforms.events.rows.shared_tokens import Bitsets, Tokens

COUNTRIES = ("country/KEN", "country/TZA", "country/UGA", "country/RWA")
PARTIES = (*COUNTRIES, "person/ann-mbeki", "organisation/kasarani-mills")
WORDS = ("harbour", "railway", "fisheries", "ceasefire", "customs", "electricity", "had", "agreed", "45.5")
LEADS = (
    "kasarani",
    "vihiga",
    "mbeki",
    "otieno",
    "turnstile",
    "kerosene",
    "ballad",
    "herdsman",
    "axle",
    "vigil",
)
PLACES = (None, None, "Mombasa", "Arusha")


def invent(number: int, chance: random.Random) -> EventRecord:
    """A mention of any kind."""
    parties = chance.sample(PARTIES, chance.randint(0, 3))
    start = chance.choice((None, DAY + timedelta(days=chance.randint(-3, 3)), date(2024, 1, 1)))
    length = chance.choice((0, 0, 3, 200))
    return make_record(
        number,
        document_id=f"doc-{number // 2}",
        story_id=f"story-{number // 4}",
        document_group_id=chance.choice(("", f"group-{number // 2}")),
        sentence_no=chance.randint(0, 1),
        event_type=chance.choice(("CONSULT", "ASSAULT")),
        status=chance.choice(("actual", "actual", "planned", "denied")),
        actor_ids=tuple(parties[:1]),
        recipient_ids=tuple(parties[1:]),
        place_text=chance.choice(PLACES),
        place_country_code=chance.choice((None, "KEN", "UGA")),
        event_mode=chance.choice((None, "visit", "talks")),
        date_start=start,
        date_end=start and start + timedelta(days=length),
        date_method=chance.choice(("text", "publication")),
        published_on=chance.choice((None, *(DAY + timedelta(days=n) for n in (-70, -1, 0, 1, 5, 90)))),
        trigger=chance.choice(("met", "talks", "agreed")),
        text=" ".join(chance.sample(WORDS, 5)),
        names=tuple(sorted(chance.sample((*PARTIES, "person/harbour-otieno"), 3))),
        lead=" ".join(chance.sample(LEADS, 6)),
    )


@pytest.fixture(scope="module")
def pairs() -> tuple[list[EventRecord], np.ndarray, np.ndarray]:
    chance = random.Random(0)
    records = [invent(number, chance) for number in range(160)]
    found = [(a, b) for a in range(160) for b in range(a) if records[a].event_type == records[b].event_type]
    left, right = np.array(found, np.int64).T
    return records, left, right


def test_what_excludes_one_pair_excludes_it_among_millions(pairs) -> None:
    records, left, right = pairs
    signs = pack_signs(records)
    told = [Mention(facts) for facts in signs.facts.tolist()]
    one_by_one = [are_apart(told[a], told[b]) for a, b in zip(left, right, strict=True)]
    assert np.isnan(weigh_pairs(signs, left, right, None)[0]).tolist() == one_by_one
    assert 0 < sum(one_by_one) < len(one_by_one)


def test_bits_never_weigh_less_than_the_tokens_themselves(pairs) -> None:
    records, left, right = pairs
    signs = pack_signs(records)
    screened, weighed = (weigh_pairs(signs, left, right, of(signs))[0] for of in (Bitsets, Tokens))
    assert (np.isnan(screened) == np.isnan(weighed)).all()
    assert (np.nan_to_num(screened) >= np.nan_to_num(weighed) - 1e-9).all()


def test_a_pair_weighs_the_same_whichever_comes_first_and_whatever_stands_beside_it(pairs) -> None:
    records, left, right = pairs
    signs = pack_signs(records)
    found, turned = find_alike(signs, left, right), find_alike(signs, right, left)
    assert found.places.tolist() == turned.places.tolist()
    assert found.weights.tolist() == turned.weights.tolist()
    assert found.reasons.tolist() == turned.reasons.tolist()
    assert (found.weights >= ENOUGH - 1e-6).all()
    assert 10 < len(found.places) < len(left)
    place = int(found.places[3])
    two = pack_signs([records[left[place]], records[right[place]]])
    alone = find_alike(two, np.array([0]), np.array([1]))
    assert (alone.weights[0], alone.reasons[0]) == (found.weights[3], found.reasons[3])


def test_no_pairs_are_no_answer() -> None:
    nobody = np.zeros(0, np.int64)
    assert len(find_alike(pack_signs([]), nobody, nobody).places) == 0
