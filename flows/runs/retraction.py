"""Take documents back that should not (or no longer) be in the warehouse, and dismiss their dead letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from flows.clock import read_clock
from flows.landing.retractions import Retractions
from flows.runs.resolvers import make_resolvers
from flows.runs.run_lock import lock_run
from flows.runs.stages import export_published
from flows.settings import Settings
from warehouse.connect import open_warehouse
from warehouse.ledger import read_ledger
from warehouse.operations import dismiss_failures, read_failures
from warehouse.publishing.publish import retract_documents


@dataclass(frozen=True, slots=True)
class Retraction:
    """What was (or would be) taken back: (source, uri) of documents and of open dead letters."""

    documents: tuple[tuple[str, str], ...]
    dead_letters: tuple[tuple[str, str], ...]


def retract(
    settings: Settings, patterns: Sequence[str], source: str | None = None, is_trial: bool = False
) -> Retraction:
    """Remove the documents whose uri matches a pattern (as file names do: `*`, `?`), and export.

    The contents stay in the raw store. What was retracted stays out, though a source may still hold it,
    until `undo_retraction`.

    Raises:
        SettingsError: the corrections file can't be used.
        WarehouseMissingError: there is no warehouse.
    """
    resolvers = make_resolvers(settings.corrections, settings.knowledge_base)
    with lock_run(settings.lock_path, settings.lock_seconds):
        with open_warehouse(settings.warehouse_path) as con:
            ledger = {
                key: entry.document_id
                for key, entry in read_ledger(con, source).items()
                if _matches(key[1], patterns)
            }
            letters = sorted(
                (f.source, f.uri)
                for f in read_failures(con)
                if source in (None, f.source) and _matches(f.uri, patterns)
            )
            if not is_trial:
                now = read_clock()
                Retractions(settings.raw_place).add(ledger, now)
                dismiss_failures(con, letters, now)
                if ledger:
                    run_id = f"retract-{now:%Y%m%dT%H%M%S}"
                    retract_documents(con, list(ledger.values()), run_id, resolvers, now)
        if ledger and not is_trial:
            export_published(settings, allow_shrink=True)
    return Retraction(tuple(sorted(ledger)), tuple(letters))


def undo_retraction(
    settings: Settings, patterns: Sequence[str], source: str | None = None, is_trial: bool = False
) -> tuple[tuple[str, str], ...]:
    """Let retracted documents in again; returns their (source, uri). The caller has them processed."""
    with lock_run(settings.lock_path, settings.lock_seconds):
        retractions = Retractions(settings.raw_place)
        found = tuple(k for k in retractions if source in (None, k[0]) and _matches(k[1], patterns))
        if not is_trial:
            retractions.remove(found)
    return found


def _matches(uri: str, patterns: Sequence[str]) -> bool:
    return any(uri == pattern or fnmatchcase(uri, pattern) for pattern in patterns)
