"""The flows beside `ingest`: freshness check, maintenance, backfill."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flows.engine.prefect_server import quiet_environment

quiet_environment()

from prefect import flow, get_run_logger, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402

from flows.ingest import ingest  # noqa: E402
from flows.runs.upkeep import check_freshness, maintain  # noqa: E402
from flows.settings import Settings, load_settings  # noqa: E402

measure_age = task(name="measure age", cache_policy=NO_CACHE)(check_freshness)
keep_up = task(name="keep up", cache_policy=NO_CACHE)(maintain)


@flow(name="freshness", flow_run_name="freshness {hours} h")
def check_fresh(
    hours: float = 24.0, config: str | None = None, data: str | None = None, source: str | None = None
) -> dict[str, float]:
    """Fail when the newest load of a source is older than `hours`; returns the age of each in hours."""
    ages: dict[str, float] = measure_age(_load(config, data), hours, source)
    for name, age in ages.items():
        get_run_logger().info("%s: the newest load is %.1f hours old", name, age)
    return ages


@flow(name="maintenance")
def keep_small(config: str | None = None, data: str | None = None) -> None:
    """Compact the warehouse, renew the release, drop old releases."""
    report = keep_up(_load(config, data))
    get_run_logger().info("warehouse: %d bytes before, %d after", report.bytes_before, report.bytes_after)


@flow(name="backfill", flow_run_name="backfill {paths}")
def backfill(paths: list[str] | None = None, config: str | None = None, data: str | None = None) -> str:
    """Process everything again (without paths from the raw store), after an upgrade; returns the report."""
    redo = "sources" if paths else "everything"
    return cast(str, ingest(paths=paths, redo=redo, config=config, data=data))


def _load(config: str | None, data: str | None) -> Settings:
    return load_settings(Path(config) if config else None).override(data=Path(data) if data else None)
