"""A process that is killed in the middle leaves the old state, and the next one completes the work."""

from __future__ import annotations

import json
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from row_builder import NOW, join_rows
from small_warehouse import RESOLVERS

from warehouse.auditing.audit import audit_batch
from warehouse.connect import open_warehouse
from warehouse.file_hashes import are_files_whole
from warehouse.publishing.publish import publish_batch
from warehouse.release.export import export_release
from warehouse.stage import write_shards

HERE = Path(__file__).parent

PUBLISH = """
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
batch = pickle.loads(Path(sys.argv[2]).read_bytes())
resolvers = replace(small.RESOLVERS, **({sys.argv[3]: die} if sys.argv[3] != "assert_consistent" else {}))
if sys.argv[3] == "assert_consistent":
    warehouse.publishing.publish.assert_consistent = die
with open_warehouse(sys.argv[1]) as con:
    publish_batch(con, [batch], "run-2", resolvers, builder.NOW)
"""
EXPORT = """
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(warehouse.release.export, sys.argv[3], die)
export_release(sys.argv[1], sys.argv[2], builder.NOW, force=True)
"""
PREPARE = f"""
import os, pickle, signal, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {str(HERE)!r})
import row_builder as builder
import small_warehouse as small
import warehouse.release.export, warehouse.publishing.publish
from warehouse.connect import open_warehouse
from warehouse.release.export import export_release
from warehouse.publishing.publish import publish_batch
"""


def run_until_killed(script: str, *arguments: object) -> None:
    command = [sys.executable, "-c", PREPARE + script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("moment", ["resolve_identities", "assert_consistent"])
def test_killed_while_publishing(loaded, articles, tmp_path, moment):
    changed = articles[0]
    changed.rows["figures"].clear()
    batch = audit_batch(write_shards(tmp_path / "b", join_rows([changed])), "run-2", 0, 1, None, NOW)
    (tmp_path / "batch.pickle").write_bytes(pickle.dumps(batch))
    run_until_killed(PUBLISH, loaded, tmp_path / "batch.pickle", moment)
    with open_warehouse(loaded) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (3,)
        assert con.execute("SELECT count(*) FROM figures").fetchone() == (4,)
        assert con.execute("SELECT max(publication_no) FROM ops.publications").fetchone() == (1,)
        publish_batch(con, [batch], "run-2", RESOLVERS, NOW)
        assert con.execute("SELECT count(*) FROM figures").fetchone() == (3,)
        assert con.execute("SELECT count(*) FROM documents").fetchone() == (3,)


@pytest.mark.parametrize("moment", ["write_manifest", "_point_to"])
def test_killed_while_exporting(loaded, tmp_path, moment):
    target = tmp_path / "published"
    first = export_release(loaded, target, NOW)
    run_until_killed(EXPORT, loaded, target, moment)
    assert first.current.resolve() == first.folder
    again = export_release(loaded, target, NOW, force=True)
    assert again.row_counts == first.row_counts
    assert not list((target / "releases").glob("*.part"))
    manifest = json.loads((first.folder / "manifest.json").read_text())
    hashes = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    assert are_files_whole(first.folder, hashes)  # the killed release shared some of them


def test_killed_before_the_warehouse_has_the_feed(loaded, tmp_path):
    target = tmp_path / "published"
    run_until_killed(EXPORT, loaded, target, "keep_feed")
    with open_warehouse(loaded, read_only=True) as con:
        assert con.execute("SELECT count(*) FROM ops.changes").fetchone() == (0,)
    export_release(loaded, target, NOW, force=True)
    with open_warehouse(loaded, read_only=True) as con:
        assert con.execute("SELECT release_no, count(*) FROM ops.changes GROUP BY 1").fetchall() == [(1, 3)]
