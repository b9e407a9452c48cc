"""The examples work on a release: the notebook draws its five charts, the Evidence project's queries run."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
EVIDENCE = EXAMPLES / "evidence"


def test_the_notebook_draws_five_charts_with_data(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alt = pytest.importorskip("altair", reason="altair is not installed (extra `notebook`)")
    monkeypatch.setenv("WIREMILL_RELEASE", str(report))
    notebook = json.loads((EXAMPLES / "analyst.ipynb").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), "analyst.ipynb", "exec"), names)
    charts = {name: value for name, value in names.items() if isinstance(value, alt.Chart)}
    assert len(charts) == 5
    for name, chart in charts.items():
        described = chart.to_dict()
        assert any(described["datasets"].values()), f"{name} has no data"


def test_queries_of_the_evidence_project_run(report: Path) -> None:
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{report / 'wiremill.duckdb'}' AS release (READ_ONLY)")
        con.execute("CREATE SCHEMA wiremill")
        for path in sorted((EVIDENCE / "sources" / "wiremill").glob("*.sql")):
            con.execute("USE release")
            rows = con.execute(path.read_text(encoding="utf-8")).to_arrow_table()
            con.execute("USE memory")
            assert rows.num_rows, path.name
            con.register("read", rows)
            con.execute(f"CREATE TABLE wiremill.{path.stem} AS SELECT * FROM read")
        for page in sorted((EVIDENCE / "pages").glob("*.md")):
            text = page.read_text(encoding="utf-8")
            queries = dict(re.findall(r"```sql (\w+)\n(.*?)```", text, flags=re.DOTALL))
            assert queries
            for name, sql in queries.items():
                columns = {column[0] for column in con.execute(sql).description or ()}
                assert con.fetchall(), f"{page.name}: {name}"
                for chart in re.findall(rf"<\w+ data={{{name}}}(.*?)/>", text):
                    assert set(re.findall(r"\b(?:x|y|series)=(\w+)", chart)) <= columns, chart
            assert set(re.findall(r"data={(\w+)}", text)) == set(queries)
