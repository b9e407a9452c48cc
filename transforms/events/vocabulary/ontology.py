"""PLOVER types and modes: CAMEO root, quad class and intensity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from transforms.lexicon.yaml_data import read_yaml

_PATH = Path(__file__).with_name("ontology.yaml")


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What the ontology says of a type and mode."""

    cameo_root: str
    quad_class: int
    intensity: float
    mode: str | None


@lru_cache(maxsize=1)
def load_ontology() -> dict[str, Any]:
    """The ontology file, by type."""
    data: dict[str, Any] = read_yaml(_PATH)
    return data


@lru_cache(maxsize=256)
def describe_type(event_type: str, mode: str | None) -> TypeFacts:
    """Root, quad class and intensity of a type; a mode that the type does not have is dropped.

    Raises:
        KeyError: there is no such type.
    """
    entry = load_ontology()[event_type]
    modes = entry.get("modes", {})
    known = mode if mode in modes else None
    root = entry.get("roots", {}).get(known, entry["root"])
    return TypeFacts(root, entry["quad"], float(modes.get(known, entry["score"])), known)


def file_deed(deed_type: str, status: str) -> str:
    """The PLOVER type of a deed: what is planned is filed under the promise of it (key `planned`)."""
    planned = load_ontology()[deed_type].get("planned") if status == "planned" else None
    return planned or deed_type
