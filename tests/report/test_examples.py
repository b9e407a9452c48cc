"""The examples work on a release: the notebook draws its five charts, the Evidence project's queries run."""

from __future__ import annotations

import importlib.util
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
EVIDENCE = EXAMPLES / "evidence"
SUPERSET = EXAMPLES / "superset"


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


def read_superset(folder: str) -> list[dict[str, Any]]:
    paths = sorted((SUPERSET / "dashboard" / folder).rglob("*.yaml"))
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


def test_datasets_of_the_superset_dashboard_are_in_the_release(report: Path) -> None:
    with duckdb.connect(str(report / "wiremill.duckdb"), read_only=True) as con:
        for dataset in read_superset("datasets"):
            columns = [column["column_name"] for column in dataset["columns"]]
            asked = [*columns, *(f"({metric['expression']})" for metric in dataset["metrics"])]
            con.execute(
                f"SELECT {', '.join(asked)} FROM {dataset['table_name']} GROUP BY {', '.join(columns)}"
            )
            assert con.fetchall(), dataset["table_name"]
            assert dataset["main_dttm_col"] in columns


def test_charts_of_the_superset_dashboard_have_their_columns_and_places() -> None:
    datasets = {dataset["uuid"]: dataset for dataset in read_superset("datasets")}
    charts = {chart["uuid"]: chart for chart in read_superset("charts")}
    for chart in charts.values():
        dataset, params = datasets[chart["dataset_uuid"]], chart["params"]
        columns = {column["column_name"] for column in dataset["columns"]}
        ordered = [json.loads(order)[0] for order in params.get("order_by_cols", [])]
        used = {*params.get("all_columns", []), *params.get("groupby", []), *ordered}
        assert used | ({params["x_axis"]} if "x_axis" in params else set()) <= columns, chart["slice_name"]
        assert set(params.get("metrics", [])) <= {metric["metric_name"] for metric in dataset["metrics"]}
    [dashboard] = read_superset("dashboards")
    placed = [box["meta"]["uuid"] for name, box in dashboard["position"].items() if name.startswith("CHART")]
    assert sorted(placed) == sorted(charts)


def test_the_superset_dashboard_is_packed_for_a_release(report: Path, tmp_path: Path) -> None:
    found = importlib.util.spec_from_file_location("pack", SUPERSET / "pack.py")
    assert found is not None
    assert found.loader is not None
    pack = importlib.util.module_from_spec(found)
    found.loader.exec_module(pack)
    pack.pack_dashboard(report, tmp_path / "wiremill.zip")
    with zipfile.ZipFile(tmp_path / "wiremill.zip") as archive:
        assert "wiremill/metadata.yaml" in archive.namelist()
        database = yaml.safe_load(archive.read("wiremill/databases/wiremill.yaml"))
    assert Path(database["sqlalchemy_uri"].removeprefix("duckdb:///")) == report / "wiremill.duckdb"
