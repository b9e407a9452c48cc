"""What a mention is packed to: each token once and in order, whichever mentions are packed beside it."""

from __future__ import annotations

import numpy as np
from event_records import make_record

from transforms.events.rows.packed_signs import FACT_COUNT, pack_signs

NAMES = ("country/KEN", "person/ann-mbeki", "organisation/kasarani-mills", "location/mombasa-ken")
RECORDS = [
    make_record(
        number,
        text=f"Mbeki had met the millers of Kasarani over {number}5,400 sacks of maize, maize and Maize",
        actor_ids=("country/KEN", "person/ann-mbeki"),
        recipient_ids=("organisation/kasarani-mills", "person/ann-mbeki")[: number % 3],
        place_text=(None, "Mombasa", "the harbour")[number % 3],
        trigger=("met", "harvested")[number % 2],
        names=NAMES,
        lead="Vigil of the herdsmen\nA vigil was held.",
    )
    for number in range(6)
]


def test_tokens_of_a_mention_ascend_and_none_comes_twice() -> None:
    packed = pack_signs(RECORDS)
    for tokens in np.split(packed.tokens, packed.ends[:-1]):
        assert len(tokens) > 0
        assert (np.diff(tokens) > 0).all()


def test_a_mention_packed_alone_has_the_signs_it_has_among_others() -> None:
    packed = pack_signs(RECORDS)
    rows = np.split(packed.tokens, packed.ends[:-1])
    for record, facts, tokens in zip(RECORDS, packed.facts, rows, strict=True):
        alone = pack_signs([record])
        assert alone.facts.tolist() == [facts.tolist()]
        assert alone.tokens.tolist() == tokens.tolist()


def test_nothing_is_packed_to_no_rows() -> None:
    packed = pack_signs([])
    assert packed.facts.shape == (0, FACT_COUNT)
    assert len(packed.tokens) == len(packed.ends) == 0
