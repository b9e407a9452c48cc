"""Pairs of mentions of two articles, and whether they tell one event.

Invented stories say which of their mentions are one event; mentions of two stories are two, also where one is
moved to the day and the countries of the other, as if both had happened there. Of real reports of many events
nearly all pairs are two: those that were read and are one, or may be, stand in a list.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np

from schemas.identity import EventRecord
from training.happenings.mentions import Mentions, label_mentions, read_mentions, run_reports
from training.series.examples import read_stories, run_stories
from transforms.events.rows.alike_pairs import list_signs
from transforms.events.rows.mention_signs import COUNTRY
from transforms.events.rows.packed_signs import pack_signs

READ_PAIRS: Final = Path(__file__).parents[1] / "data" / "told_pairs.csv"
# How much a pair weighs: of one story, of two, the same moved, and of real reports (some are all of one man).
IN_STORY, OF_TWO_STORIES, MOVED = 1.0, 0.3, 0.03
REAL: Final = {"wikinews": 0.2, "kremlin": 0.1}

Place = tuple[str, int, str, str]  # document, start of the clause, trigger, type of an event


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of mentions: who tells them, its signs, whether it is one event, and how much it weighs."""

    told_by: frozenset[str]
    row: list[float]
    is_one: bool
    weight: float


def list_story_examples(folders: Sequence[Path]) -> Iterator[Example]:
    """The pairs of mentions of all stories in these folders; of one story those alone that it names."""
    stories = read_stories(folders)
    with tempfile.TemporaryDirectory() as folder:
        told = read_mentions(run_stories(stories, Path(folder)))
    labels = label_mentions(told, stories)
    owners = {e: address.rsplit("/", 1)[0] for e, address in told.addresses.items()}
    for one, other, row in _compare(told.records, combinations(sorted(told.records), 2)):
        is_one_story = owners[one] == owners[other]
        if not is_one_story or (one in labels and other in labels):
            is_one = is_one_story and labels[one] == labels[other]
            weight = IN_STORY if is_one_story else OF_TWO_STORIES
            yield Example(frozenset({owners[one], owners[other]}), row, is_one, weight)
    yield from _move_mentions(told.records, owners)


def _move_mentions(records: Mapping[str, EventRecord], owners: Mapping[str, str]) -> Iterator[Example]:
    """Pairs of two stories, the second moved to the day and the countries of the first."""
    moved: dict[str, EventRecord] = dict(records)
    told_by: dict[str, frozenset[str]] = {}
    pairs: list[tuple[str, str]] = []
    for one, other in combinations(sorted(records), 2):
        if records[one].event_type == records[other].event_type and owners[one] != owners[other]:
            name = f"{other} at {one}"
            moved[name] = _move(records[other], records[one])
            told_by[name] = frozenset({owners[one], owners[other]})
            pairs.append((one, name))
    for _, name, row in _compare(moved, pairs):
        yield Example(told_by[name], row, False, MOVED)


def _move(record: EventRecord, to: EventRecord) -> EventRecord:
    """The mention as if its article told of the countries of another one and were published on its day."""
    days = (to.published_on or date.min) - (record.published_on or date.min)
    codes = dict(zip(_list_codes(record), _list_codes(to), strict=False))
    start, end = (None if day is None else day + days for day in (record.date_start, record.date_end))
    return replace(
        record,
        date_start=start,
        date_end=end,
        published_on=to.published_on,
        actor_ids=tuple(_rename(i, codes) for i in record.actor_ids),
        recipient_ids=tuple(_rename(i, codes) for i in record.recipient_ids),
        actor_countries=tuple(codes.get(c, c) for c in record.actor_countries),
        recipient_countries=tuple(codes.get(c, c) for c in record.recipient_countries),
        place_country_code=codes.get(record.place_country_code or "", record.place_country_code),
        names=tuple(_rename(i, codes) for i in record.names),
    )


def _list_codes(record: EventRecord) -> list[str]:
    """The countries of a mention, its parties' first, then those of its article."""
    told = [*record.actor_countries, *record.recipient_countries, record.place_country_code or ""]
    named = [name.removeprefix(COUNTRY) for name in record.names if name.startswith(COUNTRY)]
    return [code for code in dict.fromkeys([*told, *named]) if code]


def _rename(actor_id: str, codes: Mapping[str, str]) -> str:
    code = actor_id.removeprefix(COUNTRY)
    return actor_id if code == actor_id else COUNTRY + codes.get(code, code)


def list_real_examples(folder: Path) -> Iterator[Example]:
    """The pairs of mentions of real reports in JSON lines of a folder that publishing would compare."""
    read = _read_pairs()
    for name, weight in REAL.items():
        with tempfile.TemporaryDirectory() as data:
            told = read_mentions(run_reports(folder / f"{name}.jsonl", Path(data)))
        pairs = sorted({pair for ids in told.near for pair in combinations(sorted(ids), 2)})
        for one, other, row in _compare(told.records, pairs):
            places = frozenset(_name_place(told, e) for e in (one, other))
            if read.get(places, "no") != "unclear":
                owners = frozenset(told.addresses[e] for e in (one, other))
                yield Example(owners, row, read.get(places) == "yes", weight)


def _compare(
    records: Mapping[str, EventRecord], pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, list[float]]]:
    """Pairs of one type in two articles that can be one event, and their signs."""
    rows = {name: row for row, name in enumerate(records)}
    chosen = [
        (one, other)
        for one, other in pairs
        if one in records
        and other in records
        and records[one].event_type == records[other].event_type
        and records[one].document_id != records[other].document_id
    ]
    left, right = np.array([(rows[a], rows[b]) for a, b in chosen], np.int64).reshape(-1, 2).T
    measured, may_be_one = list_signs(pack_signs([*records.values()]), left, right)
    for place, (one, other) in enumerate(chosen):
        if may_be_one[place]:
            yield one, other, [float(number) for number in measured[:, place]]


def _name_place(told: Mentions, event_id: str) -> Place:
    record = told.records[event_id]
    return told.addresses[event_id], told.places[event_id][0], record.trigger, record.event_type


def _read_pairs() -> dict[frozenset[Place], str]:
    """Pairs of mentions of real reports that were read: `yes` where they are one event, else `unclear`."""
    with READ_PAIRS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return {frozenset(_read_place(row, who) for who in ("one", "other")): row["is_one"] for row in rows}


def _read_place(row: Mapping[str, str], who: str) -> Place:
    address = f"https://{row['texts']}.example/{row[f'{who}_id']}"
    return address, int(row[f"{who}_start"]), row[f"{who}_trigger"], row["type"]
