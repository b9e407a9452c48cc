"""What the README and the page for analysts show works: queries give rows, commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode
from schemas.registry import TABLES
from warehouse.query import run_query

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ANALYSTS = (ROOT / "docs" / "BI.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", README + ANALYSTS, flags=re.DOTALL)
COMMANDS = sorted(set(re.findall(r"`wiremill ([a-z]+)", README)))


def test_the_readme_has_queries_and_commands() -> None:
    assert len(QUERIES) >= 5
    assert {"run", "status", "query", "failures", "quarantine"} <= set(COMMANDS)


@pytest.mark.parametrize("sql", QUERIES, ids=[f"query {n}" for n, _ in enumerate(QUERIES, 1)])
def test_query_gives_rows(sql: str, sample_data: Path) -> None:
    answer = run_query(sample_data / "published" / "current" / "wiremill.duckdb", sql)
    assert answer.rows


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_help(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == ExitCode.DONE
    assert "Usage" in shown.output


def test_tables_are_named() -> None:
    for table in TABLES:
        if table.scope == "document":
            assert f"`{table.name}`" in README
