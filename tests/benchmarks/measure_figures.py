"""Measure the figures found in texts with gold numbers.

    python tests/benchmarks/measure_figures.py FILE.jsonl [--errors]

Reads three shapes, told apart by the fields of the gold items: spans of numeric values (MEANTIME; scored
by overlap and by exact surface), phrases with one kind of quantity (Recognizers-Text specs) and quantities
with units (quantulum3); the last two are scored by case: every gold quantity of the case found with value
and unit. What is left out, and why, stands in `left_out_of_figures.csv`; the counts are printed. Durations
are left out of the span measure: MEANTIME annotates them as time expressions.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from schemas.figures import Figure
from transforms.actors.findings import ActorFindings
from transforms.dates.find import find_time_expressions
from transforms.events.findings import EventFindings
from transforms.figures.find import find_figures
from transforms.figures.lexicon import load_unit_words
from transforms.language.model import load_model
from transforms.language.parse import CleanText, parse_texts

Record = dict[str, Any]
SPAN_TYPES = {"MONEY", "PERCENT", "QUANTITY"}


def main() -> None:
    """Read a file, find figures, print the measure that fits its shape."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("path", type=Path)
    arguments.add_argument("--errors", action="store_true")
    options = arguments.parse_args()
    records = [json.loads(line) for line in options.path.read_text(encoding="utf-8").splitlines()]
    found = list(find_all(records))
    gold = [item for record in records for item in record["gold"]]
    if any(item.get("type") in SPAN_TYPES for item in gold):
        measure_spans(records, found, options.errors)
    else:
        name = "recognizers" if "iso_currency" in gold[0] else "quantulum"
        measure_cases(name, records, found, options.errors)


def find_all(records: list[Record]) -> Iterator[tuple[Figure, ...]]:
    """Figures of every record, without actors and events."""
    texts = [CleanText(r["id"], _clean(r["text"]), published_on=_anchor(r)) for r in records]
    for parsed in parse_texts(load_model(), texts):
        times = find_time_expressions(parsed)
        yield find_figures(parsed, times, ActorFindings(), (), EventFindings())


def _clean(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _anchor(record: Record) -> date | None:
    anchor = record.get("anchor_date")
    return date.fromisoformat(anchor[:10]) if anchor else None


# ---- spans -----------------------------------------------------------------------------------------
def measure_spans(records: list[Record], found: list[tuple[Figure, ...]], show: bool) -> None:
    """Relaxed (overlap) and strict (same words) F1 over numeric spans."""
    relaxed, strict = Counter[str](), Counter[str]()
    for record, figures in zip(records, found, strict=True):
        rows = [f for f in figures if f.dimension != "duration"]
        gold = list(record["gold"])
        matched: set[int] = set()
        for figure in rows:
            hit = next(
                (n for n, g in enumerate(gold) if n not in matched and _overlaps(record["text"], g, figure)),
                None,
            )
            if hit is None:
                relaxed["fp"] += 1
                strict["fp"] += 1
                _show(show, record, "spurious", figure.text, figure.item)
                continue
            matched.add(hit)
            relaxed["tp"] += 1
            same = _norm(gold[hit]["surface"]) == _norm(figure.text)
            strict["tp" if same else "fp"] += 1
            if not same:
                _show(show, record, "differs", figure.text, gold[hit]["surface"])
        for n, item in enumerate(gold):
            if n not in matched:
                relaxed["fn"] += 1
                _show(show, record, "missed", item["surface"], "")
    strict["fn"] = relaxed["tp"] + relaxed["fn"] - strict["tp"]
    for name, counts in (("relaxed", relaxed), ("strict", strict)):
        print(f"{name:8s} {_prf(counts)}")


def _overlaps(text: str, item: Record, figure: Figure) -> bool:
    return bool(item["start"] < figure.char_end and figure.char_start < item["end"])


def _norm(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _prf(counts: Counter[str]) -> str:
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    f1 = 2 * p * r / max(1e-9, p + r)
    return f"P {p:.3f}  R {r:.3f}  F1 {f1:.3f}  ({tp} right, {fp} spurious, {fn} missed)"


# ---- cases -----------------------------------------------------------------------------------------
def measure_cases(name: str, records: list[Record], found: list[tuple[Figure, ...]], show: bool) -> None:
    """Cases in which every gold quantity is found with value and unit, by model."""
    left_out, right, total = Counter[str](), Counter[str](), Counter[str]()
    for record, figures in zip(records, found, strict=True):
        model = record.get("model", name)
        reason = find_reason(name, record)
        if reason:
            left_out[reason] += 1
            continue
        total[model] += 1
        missing = [g for g in record["gold"] if not any(is_same(g, f, model) for f in figures)]
        extra = (
            model == "CurrencyModel" and any(f.dimension == "money" for f in figures) and not record["gold"]
        )
        right[model] += not missing and not extra
        if missing or extra:
            _show(
                show,
                record,
                "case",
                [g["surface"] for g in missing],
                [(f.text, f.value, f.unit) for f in figures],
            )
    for model in sorted(total):
        print(f"{model:16s} {right[model]} of {total[model]} = {right[model] / total[model]:.3f}")
    done, cases = sum(right.values()), sum(total.values())
    print(f"{'all':16s} {done} of {cases} = {done / cases:.3f}")
    for reason, count in left_out.most_common():
        print(f"  left out {count:3d}: {reason}")


def find_reason(name: str, record: Record) -> str | None:
    """Why a case is left out, None when it is measured."""
    if any(g["value"] in (None, "null") for g in record["gold"]):
        return "no number"
    if not record["gold"] and record.get("model") != "CurrencyModel":
        return "nothing to find, or another kind of figure"
    with (Path(__file__).parent / "left_out_of_figures.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(
            (line for line in file if not line.startswith("#")), delimiter=";", quoting=csv.QUOTE_NONE
        )
        for row in rows:
            texts = [record["text"]] if row["field"] == "text" else [g["surface"] for g in record["gold"]]
            if row["benchmark"] == name and any(re.search(_flagged(row["pattern"]), t) for t in texts):
                return row["reason"]
    return None


def _flagged(pattern: str) -> str:
    return "(?i)" + pattern.replace("(?i)", "") if "(?i)" in pattern else pattern


def is_same(item: Record, figure: Figure, model: str) -> bool:
    """Whether a figure has the value and the unit of a gold item."""
    low, high = _values(item)
    values = [figure.value, figure.value_high, figure.value / 100 if figure.unit == "percent" else None]
    if model == "NumberModel":
        return any(v is not None and _close(low, v) for v in values)
    unit = "lb" if model == "DimensionModel" and item["unit"] == "Pound" else _code(item)
    scaled = [figure.value / f for f in (1, 3, 10, 100)] if unit in ("a", "mo") else [figure.value]
    if unit == "count" and item["unit"] == "dimensionless":
        return any(v is not None and _close(low, v) for v in values)
    scaled += [figure.value_high] if figure.value_high is not None else []
    if figure.unit.split("/")[0] != unit and figure.unit != unit:
        return False
    return any(_close(low, v) for v in scaled) or (high is not None and _close(high, figure.value))


def _values(item: Record) -> tuple[float, float | None]:
    value = float(str(item["value"]).rstrip("%"))
    if item.get("uncertainty"):
        return value - item["uncertainty"], value + item["uncertainty"]
    return value, None


def _code(item: Record) -> str:
    """The code of a unit by its name; ISO codes as given."""
    if item.get("iso_currency"):
        return str(item["iso_currency"])
    name = (item["unit"] or "percent").lower()
    name = {"age": "year", "cubic centimetre": "millilitre", "count per week": "count"}.get(name, name)
    entry = load_unit_words().get(name) or load_unit_words().get(name.split(" per ")[0])
    return entry.code if entry else "count" if name in ("count", "dimensionless") else name


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 + 1e-6 * max(abs(a), abs(b))


def _show(show: bool, record: Record, kind: str, *what: object) -> None:
    if show:
        print(kind, record["id"], record["text"][:120] if kind == "case" else "", "|", *what)


if __name__ == "__main__":
    main()
