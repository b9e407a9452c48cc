"""Upkeep of a data folder: resolve anew, make files small, drop what is no longer needed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from flows.clock import read_clock
from flows.runs.resolvers import make_resolvers
from flows.runs.run_lock import lock_run
from flows.runs.stages import export_published
from flows.settings import Settings, SettingsError
from warehouse.compaction import compact_warehouse
from warehouse.connect import open_warehouse
from warehouse.lake.address import LakeAddress, WarehousePlace
from warehouse.lake.upkeep import tend_lake
from warehouse.publishing.publish import refresh_warehouse
from warehouse.release.export import Release
from warehouse.report import read_last_loads


class StaleError(RuntimeError):
    """The newest load is older than it may be."""


@dataclass(frozen=True, slots=True)
class UpkeepReport:
    """What upkeep did: size of the warehouse in bytes before and after, and the release that stands."""

    bytes_before: int
    bytes_after: int
    release: Release


def refresh(settings: Settings) -> Release:
    """Resolve actors, copies and event groups anew over all documents (after new corrections), and export."""
    with lock_run(settings.lock_path, settings.lock_seconds):
        with open_warehouse(settings.warehouse_path) as con:
            now = read_clock()
            refresh_warehouse(
                con,
                f"refresh-{now:%Y%m%dT%H%M%S}",
                make_resolvers(settings.corrections, settings.knowledge_base),
                now,
            )
        return export_published(settings)


def maintain(settings: Settings) -> UpkeepReport:
    """Compact the warehouse, write a new release and drop the oldest ones, clear the work folder's remains.

    Raises:
        WarehouseMissingError: there is no warehouse.
    """
    with lock_run(settings.lock_path, settings.lock_seconds):
        before, after = _compact(settings.warehouse_path)
        release = export_published(settings, force=True)
        for folder in settings.work_path.glob("*"):
            if not (folder / "plan.json").exists():
                shutil.rmtree(folder, ignore_errors=True)
    return UpkeepReport(before, after, release)


def _compact(place: WarehousePlace) -> tuple[int, int]:
    if isinstance(place, LakeAddress):
        done = tend_lake(place)
        return done.before.byte_count, done.after.byte_count
    return compact_warehouse(place)


def check_freshness(settings: Settings, hours: float, source: str | None = None) -> dict[str, float]:
    """Hours since the newest load of each source: those of the settings, and those that the warehouse holds.

    Of a warehouse without configured sources each source counts that ever loaded anything.

    Raises:
        WarehouseMissingError: there is no warehouse.
        SettingsError: no such source.
        StaleError: a source is older than allowed, or never loaded anything; names each.
    """
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        loaded = read_last_loads(con)
    names = [s.name for s in settings.sources] or sorted(loaded)
    if source is not None:
        if source not in {*names, *loaded}:
            raise SettingsError(f"no source is named {source!r}; there are {', '.join({*names, *loaded})}")
        names = [source]
    if not names:
        raise StaleError("nothing was ever loaded")
    now = read_clock()
    ages = {name: (now - loaded[name]).total_seconds() / 3600 for name in names if name in loaded}
    stale = [f"{name}: nothing was ever loaded" for name in names if name not in loaded]
    stale += [f"{name}: {age:.1f} hours old" for name, age in ages.items() if age > hours]
    if stale:
        raise StaleError(f"{'; '.join(stale)}; {hours:g} hours are allowed")
    return ages
