"""Two hundred hostile inputs: none stops the run, each is processed or a dead letter with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_inputs import write_inputs

from flows.landing.run_request import RunRequest
from flows.runs.pipeline import run_pipeline
from flows.runs.steps import make_plain_steps
from flows.settings import Settings
from flows.sources.declaration import SourceDeclaration
from warehouse.connect import open_warehouse


@pytest.mark.slow
def test_none_stops_the_run(tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    assert write_inputs(folder) >= 200
    settings = Settings(data=tmp_path / "data", workers=2, document_seconds=20)
    source = SourceDeclaration("hostile", str(folder))
    report = run_pipeline(RunRequest(settings, (source,)), make_plain_steps(2))
    with open_warehouse(settings.warehouse_path, read_only=True) as con:
        processed = {uri for (uri,) in con.execute("SELECT uri FROM documents").fetchall()}
        failed = dict(con.execute("SELECT uri, message FROM ops.failures").fetchall())
        checks = {name for (name,) in con.execute("SELECT check_name FROM ops.quarantine").fetchall()}
    assert len(processed) > 100
    assert not processed & set(failed)
    # A second record of one id is a revision of the first, not a document of its own.
    assert len(processed) + len(failed) == report.counts.in_count - report.counts.changed_count
    assert all(failed.values())
    seen = {uri.split("#")[0] for uri in processed | set(failed)}
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    no_uri_of_a_file = {"records/empty.jsonl", "markup/cdata.xml", "markup/cut.xml"}
    assert files - seen <= no_uri_of_a_file
    assert not checks & {"slice"}
