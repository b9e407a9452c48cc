"""Verbs of saying."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from transforms.lexicon.csv_data import read_csv

Use = Literal["clause", "people", "surname", "pronoun", "figure"]


@lru_cache(maxsize=5)
def load_saying_verbs(use: Use) -> frozenset[str]:
    """Lemmas of the verbs that count as saying in one of the uses that `saying_verbs.csv` describes."""
    rows = read_csv(Path(__file__).parent / "saying_verbs.csv")
    return frozenset(row["lemma"] for row in rows if use in row["uses"].split())
