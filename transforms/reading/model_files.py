"""The files of the reader, checked before they are used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from transforms.reading.confidence import Calibration
from transforms.reading.read_windows import Cuts

FOLDER = Path(__file__).parent / "model"
CARD = "reader.json"


class ReaderFilesError(RuntimeError):
    """A file of the reader is missing or damaged; the message says which, and how to mend it."""


@dataclass(frozen=True)
class ReaderFiles:
    """Paths and settings of the reader; `name` ends in the first digits of the hash of its files."""

    folder: Path
    name: str
    cuts: Cuts
    sure: dict[str, float]
    calibration: Calibration


@lru_cache(maxsize=2)
def check_files(folder: Path = FOLDER) -> ReaderFiles:
    """Check every file against the hash in `reader.json` and read the settings.

    Raises:
        ReaderFilesError: a file is missing or differs.
    """
    card = _read_card(folder)
    for name, expected in card["files"].items():
        path = folder / name
        if not path.is_file():
            raise ReaderFilesError(_explain(path, "is missing", expected))
        found = sha256(path.read_bytes()).hexdigest()
        if found != expected:
            raise ReaderFilesError(_explain(path, f"is damaged (sha256 {found[:12]})", expected))
    digest = sha256("".join(card["files"].values()).encode()).hexdigest()
    calibration = Calibration(card["calibration"]["types"], card["calibration"]["attributes"])
    cuts = Cuts(card["cuts"]["types"], card["cuts"]["roles"])
    return ReaderFiles(folder, f"reader.{digest[:8]}", cuts, card["cuts"]["sure"], calibration)


def _read_card(folder: Path) -> dict[str, Any]:
    path = folder / CARD
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReaderFilesError(_explain(path, "is missing", None)) from error
    except ValueError as error:
        raise ReaderFilesError(_explain(path, "is no JSON", None)) from error
    return card


def _explain(path: Path, fault: str, expected: str | None) -> str:
    wanted = f", sha256 {expected} is expected" if expected else ""
    return f"the event reader's file {path} {fault}{wanted}; install wiremill again or restore the file"
