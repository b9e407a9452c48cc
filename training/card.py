"""The card of the reader: figures on documents that no training saw, reliability, data and licences.

    python -m training.card MODEL_FOLDER DOCUMENTS.jsonl [--judge]

Reads the documents held out of the training (and, with `--judge`, the judge third, of which only totals are
printed) and writes `training/CARD.md`. These are the reader's own words, before actors are looked up.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.calibrate import pair_readings, read_taken
from training.judge import judge_readings
from training.learning_curve import read_curve
from training.split import is_held_out
from training.standoff import read_lines
from transforms.reading.confidence import Calibration
from transforms.reading.model_files import ReaderFiles, check_files
from transforms.reading.readings import Reading

FOLDER = Path(__file__).parent
BINS = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
SHOWN = (
    "precision", "recall", "f1", "status", "not_actual", "mode", "actor", "recipient", "place", "claimant",
    "date", "right", "right_of_gold",
)  # fmt: skip
JUDGES = (
    ("judge third", "judge.jsonl"),
    ("judge third, later rounds", "judge_later.jsonl"),
    ("judge third, round 4", "judge_round4.jsonl"),
)
RELIABILITY_HEAD = "| confidence | rows | mean | right |\n|---|---|---|---|"
TEXTS = """\
# Card of the reader of events

- **What it reads**: {name}; English news, sentence by sentence: 16 PLOVER types, mode, status, parties,
  place, date, claimant.
- **Encoder**: MPNet-base (all-mpnet-base-v2, Apache-2.0), ten layers of twelve, 8-bit.
- **Taught with**: our own invented reports; reports of Wikinews (CC BY 2.5, some of them by way of GUM) and
  Kremlin.ru (CC BY 4.0) by stand-off labels. See README.md.
- **Not for**: other languages, speech, social media; it reads what a text says, not what is true.

## Figures

Words of parties are compared before they are looked up; `right` is type, status and both parties, of all rows
and of all events.

{figures}

## Learning curve

Readers taught with a part of the documents, on the same documents held out (`make train-curve`).

{curve}

## Reliability of `confidence` (type)

{reliability}
"""


def list_reliability(
    documents: Sequence[dict[str, Any]], readings: Sequence[Sequence[Reading]], calibration: Calibration
) -> tuple[list[tuple[float, float, int, float, float]], float]:
    """For bins of confidence: bounds, rows, mean confidence, share of right types; and the expected error."""
    judged, _ = pair_readings(documents, readings)
    rows = [(calibration.rate_type(j.reading), j.event is not None) for j in judged]
    found, error = [], 0.0
    for low, high in BINS:
        inside = [(c, right) for c, right in rows if low <= c < high]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            error += abs(mean - share) * len(inside) / len(rows)
            found.append((low, min(high, 1.0), len(inside), mean, share))
    return found, error


def describe_set(name: str, documents: Sequence[dict[str, Any]], files: ReaderFiles) -> tuple[str, str]:
    """A line of figures, and a reliability table."""
    taken = read_taken(files.folder, documents)
    figures, _ = judge_readings(documents, taken)
    line = f"| {name} | {len(documents)} | " + " | ".join(f"{figures[k]:.3f}" for k in SHOWN) + " |"
    bins, error = list_reliability(documents, taken, files.calibration)
    rows = [
        f"| {low:.1f}-{high:.1f} | {n} | {mean:.3f} | {share:.3f} |" for low, high, n, mean, share in bins
    ]
    head = (f"**{name}**, expected calibration error {error:.3f}\n", RELIABILITY_HEAD)
    return line, "\n".join((*head, *rows))


def render_curve() -> str:
    """The learning curve as a table."""
    lines = read_curve()
    head = list(lines[0])
    rows = ["| " + " | ".join(line.values()) + " |" for line in lines]
    return "\n".join((f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *rows))


def main() -> None:
    """Write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--judge", action="store_true")
    arguments = parser.parse_args()
    files = check_files(arguments.folder)
    sets = [("held out", [d for d in read_lines(arguments.documents) if is_held_out(d["id"])])]
    if arguments.judge:
        sets += [(name, read_lines(FOLDER / "data" / file)) for name, file in JUDGES]
    described = [describe_set(name, documents, files) for name, documents in sets]
    head = f"| documents | number | {' | '.join(SHOWN)} |\n|{'---|' * (len(SHOWN) + 2)}\n"
    figures = head + "\n".join(line for line, _ in described)
    reliability = "\n\n".join(table for _, table in described)
    card = TEXTS.format(name=files.name, figures=figures, curve=render_curve(), reliability=reliability)
    (FOLDER / "CARD.md").write_text(card, "utf8")
    print(figures)


if __name__ == "__main__":
    main()
