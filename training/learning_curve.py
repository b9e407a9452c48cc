"""What more teaching brings: figures on documents held out, of readers taught with a part of the others.

    python -m training.learning_curve draw DOCUMENTS.jsonl PARTS OUT.jsonl
    python -m training.learning_curve measure MODEL_FOLDER TAUGHT.jsonl DOCUMENTS.jsonl

`draw` takes one part in so many of the documents that are not held out, the same ones each time; `measure`
writes the figures of the reader that was taught with them into `data/learning_curve.csv`, a line for each
number of documents.
"""

import argparse
import csv
from collections.abc import Sequence
from hashlib import md5
from pathlib import Path
from typing import Any

from training.calibrate import read_taken
from training.judge import judge_readings
from training.split import is_held_out
from training.standoff import read_lines, write_lines

CURVE = Path(__file__).parent / "data" / "learning_curve.csv"
SIZES = ("documents", "sentences", "events")
FIGURES = ("precision", "recall", "f1", "not_actual", "actor", "recipient", "right")


def draw_part(documents: Sequence[dict[str, Any]], parts: int) -> list[dict[str, Any]]:
    """One part in `parts` of the documents that are not held out; a smaller part lies in a larger one."""
    taught = [d for d in documents if not is_held_out(d["id"])]
    taught.sort(key=lambda d: md5(f"curve{d['id']}".encode()).hexdigest())
    return taught[: len(taught) // parts]


def measure_reader(
    folder: Path, taught: Sequence[dict[str, Any]], documents: Sequence[dict[str, Any]]
) -> dict[str, str]:
    """A line of the table: what a reader was taught with, its figures on the documents held out."""
    held_out = [d for d in documents if is_held_out(d["id"])]
    figures, _ = judge_readings(held_out, read_taken(folder, held_out))
    sizes = (len(taught), sum(len(d["sentences"]) for d in taught), sum(len(d["events"]) for d in taught))
    line = {name: str(size) for name, size in zip(SIZES, sizes, strict=True)}
    return line | {name: f"{figures[name]:.3f}" for name in FIGURES}


def read_curve(path: Path = CURVE) -> list[dict[str, str]]:
    """Lines of the table, fewest documents first."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def add_line(line: dict[str, str], path: Path = CURVE) -> None:
    """Put a line into the table, in place of one of as many documents."""
    lines = [known for known in read_curve(path) if known["documents"] != line["documents"]]
    lines.append(line)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*SIZES, *FIGURES], lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(lines, key=lambda known: int(known["documents"])))


def main() -> None:
    """Draw a part, or measure the reader that was taught with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw")
    draw.add_argument("documents", type=Path)
    draw.add_argument("parts", type=int)
    draw.add_argument("out", type=Path)
    measure = commands.add_parser("measure")
    for name in ("model", "taught", "documents"):
        measure.add_argument(name, type=Path)
    arguments = parser.parse_args()
    documents = read_lines(arguments.documents)
    if arguments.command == "draw":
        write_lines(arguments.out, draw_part(documents, arguments.parts))
    else:
        add_line(measure_reader(arguments.model, read_lines(arguments.taught), documents))


if __name__ == "__main__":
    main()
