"""Three invented articles with all their rows, stand-in resolvers, and a function that loads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from row_builder import NOW, Article, join_rows

from schemas.identifiers import make_id
from schemas.identity import (
    LINK_REASONS,
    EventRecord,
    FigureRecord,
    HappeningLinks,
    NameRecord,
    PackedMentions,
    ResolvedActor,
    TextSignatures,
)
from warehouse.auditing.audit import audit_batch
from warehouse.connect import open_warehouse
from warehouse.publishing.publish import publish_batch
from warehouse.publishing.resolvers import Resolvers
from warehouse.stage import write_shards

FIRST = (
    "Russian President Vladimir Putin met Belarusian President Alexander Lukashenko in Minsk on Friday.\n"
    "Russia and Belarus signed a security treaty on Friday. "
    "Lukashenko said trade reached $57 billion in 2023.\n"
    "The leaders plan to meet again in July."
)
SECOND = (
    "Vladimir Putin met Aleksandr Lukashenko in Minsk on Friday. Trade reached $60 billion in 2024.\n"
    "Former minister Ivan Petrov resigned."
)
"""The same meeting in another paper, with another spelling."""
THIRD = FIRST + "\nThe visit lasted two days."
"""A longer copy of the first."""


def build_articles() -> list[Article]:
    """The articles: a report, the same event in another paper, and a copy of the first."""
    return [_first(FIRST, "first.txt"), _second(), _third()]


def _first(text: str, uri: str) -> Article:
    a = Article(uri=uri, text=text, title="Leaders meet in Minsk")
    a.drop_line("Subscribe for 10 dollars a month", "price list")
    a.actor("person/vladimir-putin", "Vladimir Putin", "RUS", "GOV")
    a.actor("person/alexander-lukashenko", "Alexander Lukashenko", "BLR", "GOV")
    a.actor("country/RUS", "Russia", "RUS", reference_id="country/RUS")
    a.actor("country/BLR", "Belarus", "BLR", reference_id="country/BLR")
    a.actor("location/minsk", "Minsk", "BLR", latitude=53.9, longitude=27.57)
    a.mention("person/vladimir-putin", "Vladimir Putin")
    a.mention("person/alexander-lukashenko", "Alexander Lukashenko")
    a.mention("person/alexander-lukashenko", "Lukashenko said"[:10])
    a.mention("country/RUS", "Russia and"[:6])
    a.mention("country/BLR", "Belarus signed"[:7])
    a.mention("location/minsk", "Minsk")
    a.mention("person/vladimir-putin", "The leaders", "nominal")
    a.role("person/vladimir-putin", "Russian President", "President", "country/RUS")
    a.role("person/alexander-lukashenko", "Belarusian President", "President", "country/BLR")
    a.event(
        "Russian President Vladimir Putin met Belarusian President Alexander Lukashenko in Minsk on Friday",
        "met", "CONSULT", ("person/vladimir-putin", "person/alexander-lukashenko"), event_mode="visit",
        place_text="Minsk", place_actor_id="location/minsk", place_country_code="BLR",
    )  # fmt: skip
    a.event(
        "Russia and Belarus signed a security treaty on Friday", "signed", "SUPPORT",
        ("country/RUS", "country/BLR"), cameo_root="05", intensity=5.0,
        date_text="Friday", date_method="relative",
    )  # fmt: skip
    a.event(
        "The leaders plan to meet again in July", "plan to meet", "AGREE",
        ("person/vladimir-putin", "person/alexander-lukashenko"), status="planned",
        date_start=date(2024, 7, 1), date_end=date(2024, 7, 31), date_precision="month",
    )  # fmt: skip
    a.figure(
        "$57 billion", 57e9, "USD", "trade", dimension="money", period_start=date(2023, 1, 1),
        period_end=date(2023, 12, 31), period_text="2023", speaker_id="person/alexander-lukashenko",
        place_country_code="BLR",
    )  # fmt: skip
    a.time("Friday", "2024-05-24", date(2024, 5, 24))
    a.time("2023", "2023")
    a.quote("trade reached $57 billion in 2023", "person/alexander-lukashenko")
    return a


def _second() -> Article:
    a = Article(
        uri="second.txt",
        text=SECOND,
        title="Talks in Minsk",
        published_on=date(2024, 5, 25),
        publisher="Daily Post",
    )
    a.actor("person/vladimir-putin", "Vladimir Putin", "RUS", "GOV")
    a.actor("person/aleksandr-lukashenko", "Aleksandr Lukashenko", "BLR", "GOV")
    a.actor("person/ivan-petrov", "Ivan Petrov", None, "ELI")
    a.actor("location/minsk", "Minsk", "BLR", latitude=53.9, longitude=27.57)
    a.mention("person/vladimir-putin", "Vladimir Putin")
    a.mention("person/aleksandr-lukashenko", "Aleksandr Lukashenko")
    a.mention("person/ivan-petrov", "Ivan Petrov")
    a.mention("location/minsk", "Minsk")
    a.role("person/ivan-petrov", "Former minister", "Minister", None, is_current=False)
    a.event(
        "Vladimir Putin met Aleksandr Lukashenko in Minsk on Friday", "met", "CONSULT",
        ("person/vladimir-putin", "person/aleksandr-lukashenko"), date_start=date(2024, 5, 24),
        date_end=date(2024, 5, 24), place_actor_id="location/minsk", place_text="Minsk",
        place_country_code="BLR",
    )  # fmt: skip
    a.event(
        "Former minister Ivan Petrov resigned", "resigned", "RETREAT", ("person/ivan-petrov",),
        date_start=None,
        date_end=None, date_precision=None, date_method="none", quad_class=2, intensity=4.5,
    )  # fmt: skip
    a.figure(
        "$60 billion", 60e9, "USD", "trade", dimension="money", period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31), period_text="2024", place_country_code="BLR",
    )  # fmt: skip
    return a


def _third() -> Article:
    a = _first(THIRD, "third.txt")
    a.figure("two days", 2, "d", "visit", dimension="duration")
    return a


def build_accusation() -> Article:
    """A fourth article, mostly advertisement, about a one-sided event and its denial."""
    a = Article(
        uri="fourth.txt", text="Kenya accused Chad of spying. Chad rejected the claim.", title="A quarrel",
        published_on=None, publisher=None,
    )  # fmt: skip
    a.drop_line("Buy now. " * 40, "advertisement")
    a.actor("country/KEN", "Kenya", "KEN", reference_id="country/KEN")
    a.actor("country/TCD", "Chad", "TCD", reference_id="country/TCD")
    a.mention("country/KEN", "Kenya")
    a.mention("country/TCD", "Chad")
    undated = {"date_start": None, "date_end": None, "date_precision": None, "date_method": "none"}
    a.event(
        "Kenya accused Chad of spying", "accused", "ACCUSE", ("country/KEN",), ("country/TCD",), quad_class=3,
        intensity=-3.5, event_mode="allege", **undated,
    )  # fmt: skip
    a.event(
        "Chad rejected the claim", "rejected", "REJECT", ("country/TCD",), ("country/KEN",), quad_class=3,
        intensity=-2.0, speaker_id="country/TCD", **undated,
    )  # fmt: skip
    return a


def resolve_by_surname(records: Sequence[NameRecord]) -> list[ResolvedActor]:
    """A person is told by surname and country; all else by name."""
    found = []
    for r in records:
        told = f"{r.name.split()[-1]}-{r.country_code}" if r.type == "person" else r.name
        same = [s.name for s in records if s.type == "person" and s.name.split()[-1] == r.name.split()[-1]]
        name = max(same) if r.type == "person" else r.name
        found.append(
            ResolvedActor(
                actor_id=r.reference_id or f"{r.type}/{told.lower()}", name=name, type=r.type,
                country_code=r.country_code, sector=r.sector, latitude=r.latitude, longitude=r.longitude,
                reason="test",
            )
        )  # fmt: skip
    return found


def group_by_parties(events: Sequence[EventRecord], known: Mapping[str, str]) -> dict[str, str]:
    """One group for each type, first day and set of parties; without a date, for each story."""
    return {
        e.event_id: make_id(
            "eg", e.event_type, e.date_start or e.story_id, *sorted(e.actor_ids + e.recipient_ids)
        )
        for e in events
    }


def join_by_group(mentions: PackedMentions) -> HappeningLinks:
    """One happening a group."""
    firsts, places = np.unique(mentions.groups, return_inverse=True)
    happening_ids = [make_id("hp", mentions.event_ids[row]) for row in firsts.tolist()]
    reasons = np.full(len(places), LINK_REASONS.index("group"), np.int8)
    return HappeningLinks(happening_ids, places.astype(np.int32), reasons)


def share_a_start(texts: TextSignatures, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The signature here holds the lengths of the words: a copy begins like the other."""
    return (texts.minhash[left, :12] == texts.minhash[right, :12]).all(axis=1)


def load_batches(
    path: Path,
    folder: Path,
    batches: Sequence[list],
    run_id: str = "run-1",
    resolvers: Resolvers | None = None,
) -> list:
    """Stage, audit and publish, one batch after the other; returns the audited batches."""
    audited = []
    for number, articles in enumerate(batches):
        shards = write_shards(folder / f"batch-{number}", join_rows(articles))
        audited.append(audit_batch(shards, run_id, number, len(articles), None, NOW))
        with open_warehouse(path) as con:
            publish_batch(con, audited[-1:], run_id, resolvers or RESOLVERS, NOW)
    return audited


def name_by_measure(records: Sequence[FigureRecord], joined: Mapping[str, str]) -> dict[str, str]:
    """One indicator a measure, unit and pair of parties; no series is joined."""
    return {r.figure_id: make_id("in", r.measure, r.kind, r.unit, r.party_id, r.partner_id) for r in records}


RESOLVERS = Resolvers(resolve_by_surname, group_by_parties, share_a_start, join_by_group, name_by_measure)


def make_loader(database: Path, folder: Path) -> Callable[..., list]:
    """load(batch, batch, ...): `load_batches` into a database, each time with a folder of its own."""
    counter = iter(range(10_000))

    def load(*batches: list, run_id: str = "run-1") -> list:
        return load_batches(database, folder / f"work-{next(counter)}", batches, run_id)

    return load
