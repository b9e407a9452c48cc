"""Names of the meta elements that hold metadata (meta_names.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from transforms.lexicon.yaml_data import read_yaml


@lru_cache(maxsize=1)
def load_meta_names() -> Mapping[str, Sequence[str]]:
    """Names of meta elements by what they hold (title, author, site, source, published), best first."""
    names: dict[str, list[str]] = read_yaml(Path(__file__).with_name("meta_names.yaml"))
    return names
