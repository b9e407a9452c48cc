"""The steps of docs/BI_TOOLS.md on Parquet work on a release."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

BI = (Path(__file__).parents[2] / "docs" / "BI_TOOLS.md").read_text(encoding="utf-8")


def test_parquet_steps_run(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = [code for code in re.findall(r"```python\n(.*?)```", BI, flags=re.DOTALL) if "pandas" in code]
    [code] = python
    exec(compile(code.replace("data/published/current", str(report)), "BI_TOOLS.md", "exec"), {})
    assert "CONSULT" in capsys.readouterr().out
    [sql] = re.findall(r"```sql\n(.*?)```", BI, flags=re.DOTALL)
    assert duckdb.execute(sql.replace("data/published/current", str(report))).fetchall()


def test_views_that_it_names_are_there(report: Path) -> None:
    named = re.findall(r"`([a-z]+_[a-z_]+)`", BI.split("Datasets that")[1].split("##")[0])
    with duckdb.connect(str(report / "wiremill.duckdb"), read_only=True) as con:
        columns = {
            row[0] for row in con.execute("SELECT column_name FROM information_schema.columns").fetchall()
        }
        tables = {
            row[0] for row in con.execute("SELECT table_name FROM information_schema.tables").fetchall()
        }
    assert set(named) <= columns | tables
