"""Pairs of figures of invented stories, with whether they are points of one series.

The figures are those that the pipeline finds in the reports; of which series they are, the stories say.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import wiremill
from transforms.figures.series.figure_signs import FigureSigns, ReportSigns, read_figure, read_report
from transforms.figures.series.name_indicators import name_series
from transforms.figures.series.pair_features import measure_pairs
from transforms.figures.series.same_series import list_comparable
from warehouse.connect import open_warehouse
from warehouse.publishing.series_links import read_compared

Story = dict[str, Any]
# Offsets of the gold count two line ends between paragraphs, published texts one.
BETWEEN = "\n\n"

_TELL_DOCUMENTS = """
CREATE TEMP TABLE document_pairs AS
SELECT document_id AS one_id, document_id AS other_id FROM store.documents WHERE duplicate_of IS NULL
"""

_LIST_FIGURES = """
SELECT d.uri, d.document_id, f.figure_id, f.char_start, f.char_end, f.value
FROM store.documents AS d LEFT JOIN store.figures AS f USING (document_id)
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of figures: the stories that tell them, the numbers of the pair, whether it is one series."""

    stories: frozenset[str]
    row: list[float]
    is_one: bool


def list_examples(folders: Sequence[Path]) -> list[Example]:
    """The pairs of figures of all reports in these folders of stories."""
    stories = read_stories(folders)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_warehouse(run_stories(stories, Path(folder)), read_only=True) as con,
    ):
        con.execute(_TELL_DOCUMENTS)
        told: dict[str, list[FigureSigns]] = defaultdict(list)
        for record in read_compared(con):
            told[record.document_id].append(read_figure(record, name_series(record)))
        labels, owners = _label(con.execute(_LIST_FIGURES).fetchall(), stories)
    reports = {document_id: read_report(figures) for document_id, figures in told.items()}
    return [
        Example(frozenset({owners[one], owners[other]}), row, is_one)
        for one, other in combinations(sorted(reports), 2)
        for row, is_one in _list_pairs(reports[one], reports[other], labels, owners[one] == owners[other])
    ]


def read_stories(folders: Sequence[Path]) -> list[Story]:
    """The stories of all folders, by name in each."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.json"))]
    return [json.loads(path.read_text("utf-8")) for path in paths]


def run_stories(stories: Sequence[Story], folder: Path) -> Path:
    """The working warehouse that one run over stories makes below a folder."""
    feed = folder / "stories.jsonl"
    with feed.open("w", encoding="utf-8") as lines:
        for story in stories:
            for told in story["documents"]:
                record = {"url": name_address(story, told["document"]), "text": told["body"]}
                named = ("title", "published", "publisher", "agency")
                lines.write(json.dumps(record | {name: told[name] for name in named}) + "\n")
    wiremill.run(feed, data=folder / "data", workers=0)
    return folder / "data" / "warehouse.duckdb"


def name_address(story: Story, document: str) -> str:
    """The invented web address of a document of a story."""
    return f"https://{story['story_id']}.example/{document}"


def find_published(body: str, told: Mapping[str, Any]) -> tuple[int, int]:
    """From and to which offset of the published text stands what the gold tells in a body."""
    shift = body[: told["start"]].count(BETWEEN)
    return told["start"] - shift, told["end"] - shift


def _label(
    rows: Sequence[tuple[Any, ...]], stories: Sequence[Story]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The series of each figure that the stories name, and the story of each document."""
    points: dict[str, list[tuple[int, int, float, str]]] = defaultdict(list)
    for story in stories:
        bodies = {told["document"]: told["body"] for told in story["documents"]}
        for indicator in story["indicators"]:
            label = f"{story['story_id']}/{indicator['indicator_id']}"
            for point in indicator["points"]:
                first, last = find_published(bodies[point["document"]], point)
                place = (first, last, float(point["value"]), label)
                points[name_address(story, point["document"])].append(place)
    labels: dict[str, str] = {}
    owners: dict[str, str] = {}
    for uri, document_id, figure_id, start, end, value in rows:
        owners[document_id] = uri
        for first, last, told, label in points[uri]:
            if value is not None and start < last and first < end and abs(value - told) <= 1e-6 * abs(told):
                labels[figure_id] = label
    return labels, {document_id: uri.rsplit("/", 1)[0] for document_id, uri in owners.items()}


def _list_pairs(
    report: ReportSigns, other: ReportSigns, labels: Mapping[str, str], is_one_story: bool
) -> Iterator[tuple[list[float], bool]]:
    """The comparable pairs of two reports of which the stories say whether they are one series.

    Of figures that a story does not name, pairs of one value or of one thing counted may be a series: none
    of these is taught.
    """
    pairs = list_comparable(report, other)
    for (one, theirs), numbers in zip(pairs, measure_pairs(pairs, report, other), strict=True):
        mine, rival = one.record, theirs.record
        named = [labels.get(r.figure_id) for r in (mine, rival)]
        is_one = is_one_story and named[0] is not None and named[0] == named[1]
        is_other = mine.value != rival.value and mine.counted != rival.counted
        if not is_one_story or all(named) or (any(named) and is_other):
            yield [float(n) for n in numbers], is_one
