"""The files of the reader, checked before they are used."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from transforms.reading.confidence import Calibration
from transforms.reading.read_windows import Cuts
from transforms.reading.settle import RoleCuts

FOLDER = Path(__file__).parent / "model"
CARD = "reader.json"
# Weights of what recalls parties told earlier; a reader may do without.
RECALL = "recall.npz"


class ReaderFilesError(RuntimeError):
    """A file of the reader is missing or damaged; the message says which, and how to mend it."""


@dataclass(frozen=True)
class ReaderFiles:
    """Paths and settings of the reader; `name` ends in the first digits of the hash of its files.

    From the cosine `same_event` on, mentions in a document are of one event. `recall` holds the cuts of the
    roles whose parties are recalled.
    """

    folder: Path
    name: str
    cuts: Cuts
    sure: dict[str, float]
    calibration: Calibration
    same_event: float = 1.0
    recall: dict[str, float] = field(default_factory=dict)


@lru_cache(maxsize=2)
def check_files(folder: Path = FOLDER) -> ReaderFiles:
    """Check every file against the hash in `reader.json` and read the settings.

    Raises:
        ReaderFilesError: a file is missing or differs, or the card lacks a setting.
    """
    card = _read_card(folder)
    try:
        hashes: dict[str, str] = dict(card["files"])
        calibration = Calibration(card["calibration"]["types"], card["calibration"]["attributes"])
        roles = {name: RoleCuts(**values) for name, values in card["cuts"]["roles"].items()}
        cuts = Cuts(card["cuts"]["types"], roles, float(card["cuts"].get("unreal", 1.0)))
        sure: dict[str, float] = card["cuts"]["sure"]
        same_event = float(card["cuts"]["same_event"])
        recall: dict[str, float] = card["cuts"].get("recall", {})
    except (KeyError, TypeError, ValueError) as error:
        raise ReaderFilesError(_explain(folder / CARD, "is no card of a reader", None)) from error
    for name, expected in hashes.items():
        path = folder / name
        if not path.is_file():
            raise ReaderFilesError(_explain(path, "is missing", expected))
        found = sha256(path.read_bytes()).hexdigest()
        if found != expected:
            raise ReaderFilesError(_explain(path, f"is damaged (sha256 {found[:12]})", expected))
    digest = sha256("".join(hashes.values()).encode()).hexdigest()
    return ReaderFiles(folder, f"reader.{digest[:8]}", cuts, sure, calibration, same_event, recall)


def _read_card(folder: Path) -> Any:
    path = folder / CARD
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReaderFilesError(_explain(path, "is missing", None)) from error
    except ValueError as error:
        raise ReaderFilesError(_explain(path, "is no JSON", None)) from error


def _explain(path: Path, fault: str, expected: str | None) -> str:
    wanted = f", sha256 {expected} is expected" if expected else ""
    return f"the event reader's file {path} {fault}{wanted}; install wiremill again or restore the file"
