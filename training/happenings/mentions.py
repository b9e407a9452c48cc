"""Sure mentions of events as publishing compares them, out of a warehouse of stories or of real reports."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import wiremill
from schemas.identity import EventRecord
from training.series.examples import BETWEEN, Story, find_published, name_address
from warehouse.connect import open_warehouse
from warehouse.publishing.event_groups import read_events

_TAKE_ALL = """
CREATE TEMP TABLE block_events AS SELECT event_id, event_no, 0 AS part FROM store.event_numbers
"""
_SELECT_PLACES = """
SELECT e.event_id, d.uri, e.char_start, e.char_start + strpos(e.text, e.trigger) - 1
FROM store.events AS e JOIN store.documents AS d USING (document_id)
"""
_SELECT_NEAR = """
SELECT list(event_id) FROM store.event_keys JOIN store.event_numbers USING (event_no)
WHERE strength > 0 GROUP BY key HAVING count(*) > 1
"""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Sure mentions by id: records, address of the document, start of clause and trigger; who are near."""

    records: Mapping[str, EventRecord]
    addresses: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]
    near: Iterable[Collection[str]]


def read_mentions(path: Path) -> Mentions:
    """The sure mentions of a warehouse."""
    with open_warehouse(path, read_only=True) as con:
        con.execute(_TAKE_ALL)
        records = {record.event_id: record for record in read_events(con, 0) if record.is_sure}
        rows = con.execute(_SELECT_PLACES).fetchall()
        near = [ids for (ids,) in con.execute(_SELECT_NEAR).fetchall()]
    return Mentions(
        records,
        {event_id: uri for event_id, uri, _, _ in rows},
        {event_id: (start, trigger) for event_id, _, start, trigger in rows},
        near,
    )


def run_reports(path: Path, folder: Path) -> Path:
    """A warehouse of reports in JSON lines: `id`, `published`, `title` and `sentences`, headline first."""
    feed = folder / "reports.jsonl"
    with feed.open("w", encoding="utf-8") as lines:
        for line in path.read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            headline, *sentences = report["sentences"]
            told = {"title": report.get("title") or headline, "text": BETWEEN.join(sentences)}
            address = f"https://{path.stem}.example/{report['id']}"
            told |= {"url": address, "published": report["published"], "publisher": path.stem}
            lines.write(json.dumps(told) + "\n")
    wiremill.run(feed, data=folder / "data", workers=0)
    return folder / "data" / "warehouse.duckdb"


def label_mentions(told: Mentions, stories: Sequence[Story]) -> dict[str, str]:
    """The happening of each mention that a story names: of two at its words the one of its type."""
    by_address: dict[str, list[str]] = defaultdict(list)
    for event_id in sorted(told.records):
        by_address[told.addresses[event_id]].append(event_id)
    labels: dict[str, str] = {}
    for story in stories:
        bodies = {document["document"]: document["body"] for document in story["documents"]}
        for happening in story["happenings"]:
            for mention in happening["mentions"]:
                found = by_address[name_address(story, mention["document"])]
                body, deed_type = bodies[mention["document"]], happening["deed_type"]
                if best := _choose_mention(told, found, mention, body, deed_type):
                    labels[best] = f"{story['story_id']}/{happening['happening_id']}"
    return labels


def _choose_mention(
    told: Mentions, found: Sequence[str], mention: Mapping[str, Any], body: str, deed_type: str
) -> str | None:
    first, last = find_published(body, mention)
    overlapping = [
        (told.records[e].event_type != deed_type, e)
        for e in found
        if told.places[e][1] < last and first < told.places[e][1] + len(told.records[e].trigger)
    ]
    return min(overlapping)[1] if overlapping else None
