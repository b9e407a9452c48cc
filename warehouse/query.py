"""Run a user's read-only SQL."""
from __future__ import annotations
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Column names and rows of an answer; `is_cut` when there were more rows than asked for."""

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    is_cut: bool


class QueryError(ValueError):
    """The SQL can't be run; the message says why."""


def run_query(path: str | Path, sql: str, limit: int | None = 1000) -> QueryResult:
    """Run a SELECT on a published copy (or a warehouse file), opened read-only, without access to other files."""
    raise NotImplementedError

def read_sample_queries() -> dict[str, tuple[str, str]]:
    """Shipped queries by file stem: (question in words, SQL)."""
    raise NotImplementedError
