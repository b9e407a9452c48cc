"""Measure the dates found in short phrases with gold values (Recognizers-Text specs).

    python tests/benchmarks/measure_dates.py FILE.jsonl [--errors]

A case counts when every gold expression is met by one whose value or days agree; where the gold leaves
the year or week open (XXXX), the known parts have to agree. A range that the specs give as one expression
may be found as its two ends. What is left out, and why, stands in `left_out_of_dates.csv`.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from schemas.time_expressions import TimeExpression
from transforms.dates.find import find_time_expressions
from transforms.language.model import load_model
from transforms.language.parse import CleanText, parse_texts

Record = dict[str, Any]


def main() -> None:
    """Read a file, find dates, print the share of cases that are right."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("path", type=Path)
    arguments.add_argument("--errors", action="store_true")
    options = arguments.parse_args()
    records = [json.loads(line) for line in options.path.read_text(encoding="utf-8").splitlines()]
    records = list({r["text"]: r for r in reversed(records)}.values())
    left_out = Counter(reason for r in records if (reason := find_reason(r)))
    kept = [r for r in records if r["text"].strip() and not find_reason(r)]
    texts = [CleanText(r["id"], _clean(r["text"]), None, _anchor(r), "day") for r in kept]
    right = 0
    for record, parsed in zip(kept, parse_texts(load_model(), texts), strict=True):
        rows = find_time_expressions(parsed)
        is_right = is_case_right(record, rows)
        right += is_right
        if options.errors and not is_right:
            print(record["text"], [g.get("timex") for g in record["gold"]], [(t.text, t.value) for t in rows])
    print(f"right {right} of {len(kept)} = {right / len(kept):.3f}; left out {dict(left_out)}")


def find_reason(record: Record) -> str | None:
    """Why a case is left out; None where it is measured."""
    for row in load_left_out():
        if row["field"] == "text":
            values = [record["text"]]
        else:
            values = [str(gold.get(row["field"])) for gold in record["gold"]]
        if any(re.search(row["pattern"], value) for value in values):
            return row["reason"]
    return None


def is_case_right(record: Record, rows: tuple[TimeExpression, ...]) -> bool:
    """Whether every gold expression is met, and nothing is dated where the gold has none."""
    if not record["gold"]:
        return not any(row.type != "DURATION" for row in rows)
    return all(
        _is_met(
            str(gold["timex"]), [r for r in rows if r.char_start < gold["end"] and r.char_end > gold["start"]]
        )
        for gold in record["gold"]
        if gold.get("timex")
    )


def _is_met(timex: str, rows: list[TimeExpression]) -> bool:
    span = re.match(r"\(([^,]*),([^,]*),(P[^)]*)\)", timex)
    if span is None:
        return any(_agrees(timex, row) for row in rows)
    starts = [r.start_on for r in rows if r.start_on]
    ends = [day for r in rows if r.start_on and r.end_on for day in _ends(r.start_on, r.end_on)]
    is_spanned = any(_matches(span[1], d.isoformat()) for d in starts) and any(
        _matches(span[2], d.isoformat()) for d in ends
    )
    return is_spanned or any(row.value == span[3] for row in rows)


def _ends(start: date, end: date) -> list[date]:
    """Days that a spec may call the end: exclusive ends, and the start of the last month or year."""
    return [start, end, end + timedelta(days=1), end.replace(day=1), end.replace(month=1, day=1)]


def _agrees(timex: str, row: TimeExpression) -> bool:
    value, day = row.value or "", row.start_on
    if _matches(timex.removeprefix("FY"), value) or re.sub(r"\d+", "X", timex, count=1) == value:
        return True
    if weekday := re.match(r"XXXX-WXX-(\d)(T.*)?$", timex):
        return day is not None and day.isoweekday() == int(weekday[1]) and value.endswith(weekday[2] or "")
    if re.match(r"....-\d\d-W\d\d$", timex):
        return row.precision == "week"
    if re.match(r"\d{4}-\d\d-\d\d$", timex) and day is not None and row.end_on is not None:
        return row.type != "SET" and day <= date.fromisoformat(timex) <= row.end_on
    is_part = re.match(r"T|WI$|SP$|SU$|FA$", timex) is not None
    return (is_part and timex[:6] in value) or (timex == "P1WE" and value == "XXXX-WXX-WE")


def _matches(pattern: str, value: str) -> bool:
    """Whether a value begins as a spec's says, X standing for any sign, seconds left aside."""
    return bool(value) and re.match(re.escape(pattern[:16]).replace("X", "."), value) is not None


@lru_cache(maxsize=1)
def load_left_out() -> list[dict[str, str]]:
    path = Path(__file__).parent / "left_out_of_dates.csv"
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return list(csv.DictReader(lines, delimiter=";"))


def _clean(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\r", "").splitlines() if line.strip())


def _anchor(record: Record) -> date:
    return date.fromisoformat((record.get("anchor_date") or "2016-11-07")[:10])


if __name__ == "__main__":
    main()
