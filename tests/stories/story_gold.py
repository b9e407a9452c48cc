"""Bring the gold mentions of the stories and the rows of a warehouse together, by their spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
from run_stories import Story, name_address


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Words of a document that stand for `label`, in offsets of the published text."""

    uri: str
    start: int
    end: int
    label: str
    record: dict[str, Any]


def list_mentions(stories: list[Story]) -> Iterator[GoldSpan]:
    """The mentions of all happenings, labelled `story/happening`."""
    for story in stories:
        for happening in story["happenings"]:
            label = f"{story['story_id']}/{happening['happening_id']}"
            yield from _locate(story, happening["mentions"], label)


def list_points(stories: list[Story]) -> Iterator[GoldSpan]:
    """The points of all indicators, labelled `story/indicator`."""
    for story in stories:
        for indicator in story["indicators"]:
            yield from _locate(story, indicator["points"], f"{story['story_id']}/{indicator['indicator_id']}")


def list_due_dates(stories: list[Story]) -> Iterator[GoldSpan]:
    """The words that set a due date, labelled with the period."""
    for story in stories:
        for due in story["due_dates"]:
            yield from _locate(story, [due], f"{due['due_start']}/{due['due_end']}")


def _locate(story: Story, records: list[dict[str, Any]], label: str) -> Iterator[GoldSpan]:
    documents = {document["document"]: document for document in story["documents"]}
    for record in records:
        document = documents[record["document"]]
        # The published text has one newline between paragraphs, the gold bodies have two.
        shift = document["body"][: record["start"]].count("\n\n")
        uri = name_address(story, document)
        yield GoldSpan(uri, record["start"] - shift, record["end"] - shift, label, record)


def match_events(con: duckdb.DuckDBPyConnection, stories: list[Story]) -> dict[str, GoldSpan]:
    """The gold mention of each event whose trigger overlaps one; of two events that of the gold's type."""
    types = {
        f"{story['story_id']}/{happening['happening_id']}": happening["deed_type"]
        for story in stories
        for happening in story["happenings"]
    }
    rows = con.execute(
        "SELECT uri, event_id, deed_type, char_start + strpos(text, trigger) - 1, length(trigger)"
        " FROM happening_members WHERE strpos(text, trigger) > 0 ORDER BY event_id"
    ).fetchall()
    matched: dict[str, GoldSpan] = {}
    for gold in list_mentions(stories):
        found = [
            (deed_type != types[gold.label], event_id)
            for uri, event_id, deed_type, start, length in rows
            if uri == gold.uri and start < gold.end and gold.start < start + length
        ]
        if found:
            matched[min(found)[1]] = gold
    return matched
