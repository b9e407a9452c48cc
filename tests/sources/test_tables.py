"""CSV, TSV and workbooks, one of them written by openpyxl; a mapping of columns."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import read_files
from flows.sources.items import SourceDocument, SourceItem, UnreadableItem
from flows.sources.record import read_record

HEADER = ["url", "headline", "publish_date", "text"]
ROWS = [
    ["https://lubec.example/a", "Buses; nine of them", "2026-02-03", 'The "old" buses,\nnine of them, left.'],
    ["https://lubec.example/b", "Café", "", "The café closed."],
]


def read(path: Path, **fields: object) -> list[SourceItem]:
    return list(read_files(SourceDeclaration("t", str(path), **fields), 100_000))  # type: ignore[arg-type]


def write(delimiter: str) -> str:
    lines = [HEADER, *ROWS]
    return (
        "\r\n".join(delimiter.join('"' + c.replace('"', '""') + '"' for c in row) for row in lines) + "\r\n"
    )


@pytest.mark.parametrize(
    ("name", "delimiter", "charset"),
    [
        ("n.csv", ",", "utf-8"),
        ("n.csv", ";", "cp1252"),
        ("n.tsv", "\t", "utf-16"),
        ("n.csv", ",", "utf-8-sig"),
    ],
)
def test_rows_are_documents(tmp_path: Path, name: str, delimiter: str, charset: str) -> None:
    (tmp_path / name).write_bytes(write(delimiter).encode(charset))
    one, two = read(tmp_path)
    assert isinstance(one, SourceDocument)
    assert isinstance(two, SourceDocument)
    record = read_record(one.content)
    assert record.content.decode() == ROWS[0][3]
    assert record.metadata["title"] == ROWS[0][1]
    assert one.uri == "https://lubec.example/a"
    assert read_record(two.content).metadata["title"] == "Café"
    assert one.place == f"row 2 of {name}"


def test_columns_of_other_names_are_mapped(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("Nr,Meldung,Tag\n1,The café closed.,03.02.2026\n")
    (item,) = read(tmp_path)
    assert isinstance(item, UnreadableItem)
    assert "columns: Nr, Meldung, Tag" in item.reason
    (item,) = read(tmp_path, fields={"text": "Meldung", "published": "Tag", "id": "Nr"})
    assert isinstance(item, SourceDocument)
    assert (item.uri, read_record(item.content).metadata["published"]) == ("n.csv#1", "03.02.2026")


def test_workbook_that_openpyxl_writes(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.title = "Read me"
    workbook.active.append(["About this file"])
    sheet = workbook.create_sheet("News")
    sheet.append(["id", "title", "date", "content"])
    sheet.append([7, "Buses", datetime(2026, 2, 3, 17, 0), "The ministry lent nine buses."])
    sheet.append([None, None, None, None])
    sheet.append([8, "Café", None, "The café closed."])
    workbook.save(tmp_path / "n.xlsx")
    one, two = read(tmp_path)
    assert isinstance(one, SourceDocument)
    record = read_record(one.content)
    assert (one.uri, record.metadata["published"]) == ("n.xlsx#7", "2026-02-03T17:00:00")
    assert two.uri == "n.xlsx#8"


def test_damaged_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "n.xlsx").write_bytes(b"no workbook at all")
    (item,) = read(tmp_path)
    assert isinstance(item, UnreadableItem)
