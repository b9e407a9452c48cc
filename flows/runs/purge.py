"""Take a document out for good: raw store, warehouse and all releases (a legal demand)."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from flows.clock import read_clock
from flows.disk_space import require_space
from flows.landing.plan import list_plans
from flows.landing.raw_store import LandedDocument, RawStore
from flows.landing.retractions import Retractions
from flows.runs.backup import list_backups_with
from flows.runs.release_making import begin_shared_purge, make_release, send_shared
from flows.runs.release_report import list_reports, write_report
from flows.runs.resolvers import make_resolvers
from flows.runs.run_lock import lock_run
from flows.runs.warehouse_kind import require_file
from flows.settings import Settings
from warehouse.compaction import compact_warehouse
from warehouse.connect import open_warehouse
from warehouse.operations import forget_documents
from warehouse.publishing.publish import retract_documents


class PurgeError(RuntimeError):
    """The document is not known, or can't be taken out now."""


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """Documents (source, uri) that are gone, how many contents went with them, and what still holds them."""

    documents: tuple[tuple[str, str], ...]
    content_count: int
    held_by: tuple[str, ...]


def find_documents(settings: Settings, name: str) -> list[LandedDocument]:
    """The documents of this id or uri in the raw store."""
    store = RawStore(settings.raw_place)
    return [
        d for d in store.list_documents() if isinstance(d, LandedDocument) and name in (d.document_id, d.uri)
    ]


def purge(settings: Settings, name: str) -> PurgeReport:
    """Remove the documents of an id or uri with all that was made of them; no source brings them back.

    Every release but the new one goes with its report, reports in other folders are written anew, and so is
    the warehouse, so that its file holds no trace.

    Raises:
        PurgeError: no such document; or an interrupted run holds it.
        SettingsError: the warehouse is a lake: its catalogue keeps traces.
        DiskSpaceError: there is no room to write the warehouse anew.
    """
    found = find_documents(settings, name)
    if not found:
        raise PurgeError(f"the raw store holds no document with the id or uri {name!r}")
    ids = [landed.document_id for landed in found]
    keys = tuple((landed.source, landed.uri) for landed in found)
    path = require_file(settings, "`wiremill purge`")
    require_space(settings.data, path.stat().st_size, "the warehouse, written anew")
    with lock_run(settings.lock_path, settings.lock_seconds):
        if any({*plan.list_document_ids()} & {*ids} for plan in list_plans(settings.work_path)):
            raise PurgeError("an interrupted run holds the document: let `wiremill run` finish it first")
        begin_shared_purge(settings)
        now = read_clock()
        Retractions(settings.raw_place).add(keys, now)
        with open_warehouse(path) as con:
            run_id = f"purge-{now:%Y%m%dT%H%M%S}"
            retract_documents(
                con, ids, run_id, make_resolvers(settings.corrections, settings.knowledge_base), now
            )
            forget_documents(con, keys, ids)
        compact_warehouse(path)
        store = RawStore(settings.raw_place)
        content_count = sum(store.remove(landed) for landed in found)
        shutil.rmtree(settings.data / "llm", ignore_errors=True)  # cached answers quote the texts
        release = make_release(settings, force=True, allow_shrink=True, full=True, keep=1)
        for folder in list_reports(settings):
            write_report(settings, release.folder, folder)
        send_shared(settings, release, allow_shrink=True)
    return PurgeReport(keys, content_count, _list_holders(settings, path, ids))


def _list_holders(settings: Settings, path: Path, ids: list[str]) -> tuple[str, ...]:
    backups = dict.fromkeys(entry for i in ids for entry in list_backups_with(settings, i))
    old = [f"{p} (a warehouse that was set aside)" for p in sorted(path.parent.glob(f"{path.name}*.old-*"))]
    return (*backups, *old)
