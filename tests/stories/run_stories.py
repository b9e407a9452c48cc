"""Load one half of the stories into a warehouse of its own, as its sources would send them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import wiremill

STORY_FOLDER = Path(__file__).parent

Story = dict[str, Any]


def read_stories(half: str) -> list[Story]:
    """The stories of `develop` or `judge`, by name."""
    return [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((STORY_FOLDER / half).glob("*.json"))
    ]


def name_address(story: Story, document: dict[str, Any]) -> str:
    """The invented web address of a document: its publisher's site, its story, its number."""
    site = re.sub(r"[^a-z]+", "-", document["publisher"].lower()).strip("-")
    return f"https://{site}.example/{story['story_id']}/{document['document']}"


def write_feed(stories: list[Story], path: Path) -> Path:
    """One JSON line a document, all stories mixed by day."""
    records = [
        {
            "url": name_address(story, document),
            "title": document["title"],
            "text": document["body"],
            "published": document["published"],
            "publisher": document["publisher"],
            "agency": document["agency"],
            "language": "en",
        }
        for story in stories
        for document in story["documents"]
    ]
    records.sort(key=lambda record: (record["published"], record["url"]))
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def run_pipeline(stories: list[Story], folder: Path) -> Path:
    """The working warehouse that one run over the stories makes below `folder`."""
    feed = write_feed(stories, folder / "stories.jsonl")
    report = wiremill.run(feed, data=folder / "data", workers=0)
    if report.failures:
        raise RuntimeError(f"{len(report.failures)} documents failed")
    return folder / "data" / "warehouse.duckdb"
