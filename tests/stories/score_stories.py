"""Score a warehouse of the stories: `python tests/stories/score_stories.py develop|judge [WAREHOUSE]`.

Without a warehouse the pipeline is run on that half first. Happenings are scored by B-cubed over the mentions
that the pipeline finds, everything else against the whole gold.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import duckdb
from run_stories import Story, name_address, read_stories, run_pipeline
from story_gold import list_due_dates, list_mentions, list_points, match_events


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall with what they count."""

    name: str
    precision: float
    recall: float
    count: int

    def __str__(self) -> str:
        f1 = 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)
        return f"{self.name}: P {self.precision:.3f} R {self.recall:.3f} F1 {f1:.3f} ({self.count})"


def score_b_cubed(name: str, found: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> Score:
    """B-cubed over the keys of `gold`: each stands in one found and one gold cluster."""
    found_sets, gold_sets = defaultdict(set), defaultdict(set)
    for key, label in gold.items():
        found_sets[found[key]].add(key)
        gold_sets[label].add(key)
    precision = recall = 0.0
    for key, label in gold.items():
        shared = len(found_sets[found[key]] & gold_sets[label])
        precision += shared / len(found_sets[found[key]])
        recall += shared / len(gold_sets[label])
    count = max(len(gold), 1)
    return Score(name, precision / count, recall / count, len(gold))


def score_sets(name: str, found: set[Hashable], gold: set[Hashable]) -> Score:
    """Precision and recall of a set."""
    right = len(found & gold)
    return Score(name, right / max(len(found), 1), right / max(len(gold), 1), len(gold))


def score_happenings(con: duckdb.DuckDBPyConnection, stories: list[Story]) -> Score:
    """How well the found mentions are joined."""
    gold = {event_id: span.label for event_id, span in match_events(con, stories).items()}
    found = dict(con.execute("SELECT event_id, happening_id FROM happening_members").fetchall())
    return score_b_cubed("happenings, B-cubed over mentions found", found, gold)


def score_source_counts(con: duckdb.DuckDBPyConnection, stories: list[Story]) -> list[str]:
    """Happenings with the right number of independent sources: of all, and of those found to tell it."""
    matched = match_events(con, stories)
    rows = con.execute(
        "SELECT m.event_id, m.happening_id, m.source_name, h.source_count FROM happening_members AS m"
        " JOIN happenings AS h USING (happening_id)"
    ).fetchall()
    happening = {event_id: (happening_id, count) for event_id, happening_id, _, count in rows}
    source = {event_id: name for event_id, _, name, _ in rows}
    found: dict[str, list[str]] = defaultdict(list)
    for event_id, span in matched.items():
        found[span.label].append(event_id)
    strict = of_found = 0
    for story in stories:
        copied = {d["document"]: d["copy_of"] or d["document"] for d in story["documents"]}
        publishers = {d["document"]: d["agency"] or d["publisher"] for d in story["documents"]}
        by_uri = {name_address(story, d): publishers[copied[d["document"]]] for d in story["documents"]}
        for gold in story["happenings"]:
            events = found[f"{story['story_id']}/{gold['happening_id']}"]
            if not events:
                continue
            (_, count), _ = Counter(happening[e] for e in events).most_common(1)[0]
            told = {by_uri[matched[e].uri] for e in events if source[e]}
            strict += count == gold["source_count"]
            of_found += count == len(told)
    total = sum(1 for events in found.values() if events)
    return [f"source_count right: {strict}/{total}; of sources whose mention is found {of_found}/{total}"]


def list_gold_disagreements(stories: list[Story]) -> set[Hashable]:
    """Pairs of independent sources with the two values that they give."""
    pairs: set[Hashable] = set()
    for story in stories:
        for told in story["disagreements"]:
            kind = told["what"] if told["what"] in ("day", "status") else "number"
            for one, other in combinations(told["values"], 2):
                for source in one["sources"]:
                    pairs |= {
                        (kind, frozenset({(source, _plain(one["value"])), (rival, _plain(other["value"]))}))
                        for rival in other["sources"]
                        if rival != source
                    }
    return pairs


def list_found_disagreements(con: duckdb.DuckDBPyConnection) -> set[Hashable]:
    """The same of view `disagreements`."""
    rows = con.execute(
        "SELECT about, one_source, one_says, other_source, other_says FROM disagreements"
    ).fetchall()
    return {
        (
            "number" if about == "value" else about,
            frozenset({(one, _plain(says)), (other, _plain(other_says))}),
        )
        for about, one, says, other, other_says in rows
    }


def _plain(value: object) -> str:
    """A number without its unit, so that 7.0 person and 7 are one."""
    first = str(value).split()[0]
    try:
        return f"{float(first):g}"
    except ValueError:
        return first


def score_indicators(con: duckdb.DuckDBPyConnection, stories: list[Story]) -> Score | None:
    """Pairs of points joined; None while the warehouse has no indicators."""
    columns = {name for (name,) in con.execute("SELECT column_name FROM (DESCRIBE figures)").fetchall()}
    if "indicator_id" not in columns:
        return None
    rows = con.execute(
        "SELECT d.uri, f.char_start, f.char_end, f.value, f.indicator_id FROM figures AS f"
        " JOIN documents AS d USING (document_id)"
    ).fetchall()
    joined: dict[str, set[str | None]] = defaultdict(set)
    keys: dict[str, list[str]] = defaultdict(list)
    for number, point in enumerate(list_points(stories)):
        key = f"{point.uri}#{number}"
        keys[point.label].append(key)
        for uri, start, end, value, indicator_id in rows:
            overlaps = uri == point.uri and start < point.end and point.start < end
            if overlaps and value is not None and abs(value - point.record["value"]) < 1e-6 * max(value, 1):
                joined[key].add(indicator_id)
    gold = {frozenset(pair) for told in keys.values() for pair in combinations(told, 2)}
    found = {
        frozenset(pair)
        for pair in combinations(sorted(joined), 2)
        if (joined[pair[0]] & joined[pair[1]]) - {None}
    }
    return score_sets("indicators, pairs of points joined", set(found), set(gold))


def score_due_dates(con: duckdb.DuckDBPyConnection, stories: list[Story]) -> str:
    """Due dates of gold words that an event, figure or deadline has as well."""
    rows = con.execute(
        "SELECT d.uri, t.char_start, t.char_end, t.due_start, t.due_end FROM ("
        " SELECT document_id, char_start, char_end, due_start, due_end FROM events WHERE is_sure"
        " UNION ALL SELECT document_id, char_start, char_end, due_start, due_end FROM figures"
        " UNION ALL SELECT document_id, due_char_start, due_char_end, due_start, due_end"
        " FROM time_expressions"
        ") AS t JOIN documents AS d USING (document_id) WHERE t.due_start IS NOT NULL"
    ).fetchall()
    due = list(list_due_dates(stories))
    right = found = 0
    for span in due:
        told = {
            f"{start}/{end}"
            for uri, first, last, start, end in rows
            if uri == span.uri and first < span.end and span.start < last
        }
        found += bool(told)
        right += span.label in told
    return f"due dates right: {right}/{len(due)}, of those found {right}/{found}"


def print_scores(path: Path, stories: list[Story]) -> None:
    """All scores of a warehouse, one a line."""
    with duckdb.connect(str(path), read_only=True) as con:
        mentions = sum(1 for _ in list_mentions(stories))
        lines: Iterable[object] = [
            f"mentions found: {len(match_events(con, stories))}/{mentions}",
            score_happenings(con, stories),
            *score_source_counts(con, stories),
            score_sets(
                "disagreements, pairs of sources",
                list_found_disagreements(con),
                list_gold_disagreements(stories),
            ),
            score_indicators(con, stories),
            score_due_dates(con, stories),
        ]
        print(*lines, sep="\n")


if __name__ == "__main__":
    told = read_stories(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        print_scores(Path(sys.argv[2]) if len(sys.argv) > 2 else run_pipeline(told, Path(folder)), told)
