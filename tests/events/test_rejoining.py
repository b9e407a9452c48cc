"""Happenings after a change: what is joined anew in its neighbourhood is what joining everything gives."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
import pytest
from event_records import DAY, make_record, pack_near

from schemas.identity import EventRecord, HappeningLink, JoinedBefore
from transforms.events.rows.grouping import group_events
from transforms.events.rows.happenings import join_mentions, tell_links
from transforms.events.rows.rejoining import rejoin_mentions

COUNTRIES = ("country/KEN", "country/TZA", "country/UGA", "country/RWA", "person/ann-mbeki")
PLACES = ("Mombasa", "Arusha", "Kigali", None, None)
WORDS = ("harbour", "railway", "fisheries", "ceasefire", "customs", "electricity")
STATUSES = ("actual", "actual", "planned", "denied")


def invent(number: int, chance: random.Random) -> EventRecord:
    """A mention that is near others: of its country, its place and its first party."""
    parties = tuple(sorted(chance.sample(COUNTRIES, chance.randint(1, 2))))
    place, on = chance.choice(PLACES), DAY + timedelta(days=chance.randint(0, 9))
    return make_record(
        number,
        document_id=f"doc-{number // 3}",
        story_id=f"doc-{number // 3}",
        document_group_id="",
        actor_ids=parties,
        place_text=place,
        status=chance.choice(STATUSES),
        date_start=chance.choice((on, on, None)),
        date_end=on,
        date_method=chance.choice(("text", "publication")),
        published_on=on,
        trigger=chance.choice(("met", "talks", "summit")),
        text=" ".join(chance.sample(WORDS, 3)),
        is_sure=chance.random() < 0.9,
    )


def join_all(records: Sequence[EventRecord]) -> dict[str, HappeningLink]:
    """The answer that is wanted."""
    mentions = pack_near(records, group_events(records), list_keys)
    return tell_links(mentions, join_mentions(mentions))


def list_keys(record: EventRecord) -> set[str]:
    """What mentions that are near share: a party, a place, the document."""
    return {*record.actor_ids, record.place_text or record.document_id, record.document_id}


class Neighbourhoods:
    """Does what the warehouse does: loads what is near, until nothing more is reached."""

    def __init__(self, records: Sequence[EventRecord], old: Sequence[EventRecord]) -> None:
        self.records = {r.event_id: r for r in records}
        self.groups = group_events(records)
        old_groups = group_events(old)
        links = join_all(old)
        before = {r.event_id: r for r in old}
        self.happenings = {e: links[e].happening_id if e in links else f"new {e}" for e in self.records}
        lost = {links[e].happening_id for e in before.keys() - self.records.keys()}
        self.changed = {
            e
            for e, r in self.records.items()
            if before.get(e) != r or old_groups[e] != self.groups[e] or self.happenings[e] in lost
        }
        self.loaded_count = 0

    def complete(self, events: set[str]) -> set[str]:
        """Whole happenings and whole groups."""
        while True:
            happenings, groups = {self.happenings[e] for e in events}, {self.groups[e] for e in events}
            more = {e for e in self.records if self.happenings[e] in happenings or self.groups[e] in groups}
            if more == events:
                return events
            events = more

    def rejoin(self, answers: Mapping[str, HappeningLink]) -> dict[str, HappeningLink]:
        """The old answers, with what was joined anew."""
        changed = chosen = self.complete(self.changed)
        while chosen:
            keys = {k for e in chosen for k in list_keys(self.records[e])}
            near = {e for e, r in self.records.items() if keys & list_keys(r)}
            loaded = self.complete(near | chosen)
            names = sorted({self.happenings[e] for e in loaded})
            mentions = pack_near([self.records[e] for e in loaded], self.groups, list_keys)
            before = JoinedBefore(
                np.array([names.index(self.happenings[e]) for e in mentions.event_ids], np.int32),
                np.array([e in chosen for e in mentions.event_ids]),
                np.array([e in changed for e in mentions.event_ids]),
            )
            found = rejoin_mentions(mentions, before)
            self.loaded_count = len(loaded)
            if not found.reached:
                links = tell_links(mentions, found.links)
                assert set(links) == chosen
                return {**{e: link for e, link in answers.items() if e in self.records}, **links}
            reached = {names[number] for number in found.reached}
            chosen = self.complete(chosen | {e for e in self.records if self.happenings[e] in reached})
        return {e: link for e, link in answers.items() if e in self.records}


@pytest.mark.parametrize("seed", range(12))
def test_neighbourhoods_give_what_the_whole_gives(seed: int) -> None:
    chance = random.Random(seed)
    records = [invent(number, chance) for number in range(90)]
    for _ in range(8):
        changed = list(records)
        first = chance.randrange(0, len(changed) - 6, 3)
        kind = chance.choice(("add", "remove", "change"))
        if kind != "add":
            del changed[first : first + 3]
        if kind != "remove":
            number = (
                int(records[first].event_id[3:]) if kind == "change" else 1000 + chance.randrange(500) * 3
            )
            taken = {r.event_id for r in changed}
            changed += [invent(n, chance) for n in range(number, number + 3) if f"ev-{n}" not in taken]
        wanted = join_all(changed)
        assert Neighbourhoods(changed, records).rejoin(join_all(records)) == wanted
        records = changed


def test_what_is_far_is_not_looked_at() -> None:
    near = [make_record(n) for n in range(4)]
    far = [make_record(n, actor_ids=("country/UGA",)) for n in range(10, 60)]
    late = make_record(5)
    found = Neighbourhoods([*near, *far, late], [*near, *far])
    assert found.rejoin(join_all([*near, *far])) == join_all([*near, *far, late])
    assert found.loaded_count == 5
