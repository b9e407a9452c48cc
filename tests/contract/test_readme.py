"""What the README and the page for analysts show works: queries give rows, commands exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.registry import TABLES
from warehouse.query import run_query

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ANALYSTS = (ROOT / "docs" / "BI.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", README + ANALYSTS, flags=re.DOTALL)
COMMANDS = sorted(set(re.findall(r"`wiremill ([a-z]+)", README)))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder after a run on the bundled sample."""
    data = tmp_path_factory.mktemp("readme")
    # Without worker processes nothing is given up for being slow.
    run = [sys.executable, "-m", "flows.command_line", "run", "--sample", "--no-prefect", "--workers", "0"]
    done = subprocess.run([*run, "--data", str(data)], capture_output=True, text=True, timeout=900, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return data


def test_the_readme_has_queries_and_commands() -> None:
    assert len(QUERIES) >= 5
    assert {"run", "status", "query", "failures", "quarantine"} <= set(COMMANDS)


@pytest.mark.parametrize("sql", QUERIES, ids=[f"query {n}" for n, _ in enumerate(QUERIES, 1)])
def test_query_gives_rows(sql: str, sample: Path) -> None:
    answer = run_query(sample / "published" / "current" / "wiremill.duckdb", sql)
    assert answer.rows


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_help(command: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "flows.command_line", command, "--help"],
        check=True, capture_output=True, text=True, timeout=60, cwd=ROOT, env=os.environ | {"COLUMNS": "100"},
    )  # fmt: skip
    assert "Usage" in shown.stdout


def test_tables_are_named() -> None:
    for table in TABLES:
        if table.scope == "document":
            assert f"`{table.name}`" in README
