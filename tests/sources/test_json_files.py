"""JSON in other character sets, over several lines, in arrays and answers of services, with NaN."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import read_files
from flows.sources.items import SourceDocument, SourceItem, UnreadableItem
from flows.sources.record import read_record

ONE = {"id": "a", "text": "Señor Peña opened the café in Lubec.", "title": "Café"}
TWO = {"id": "b", "text": "Two cafés closed."}
LINES = "\n".join(json.dumps(r, ensure_ascii=False) for r in (ONE, TWO))
PRETTY = json.dumps(ONE, ensure_ascii=False, indent=2)


def read(path: Path, content: bytes) -> list[SourceItem]:
    path.write_bytes(content)
    return list(read_files(SourceDeclaration("test", str(path)), 10_000))


def texts(items: list[SourceItem]) -> list[str]:
    return [read_record(i.content).content.decode() for i in items if isinstance(i, SourceDocument)]


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        b"\xef\xbb\xbf" + LINES.replace("\n", "\r\n").encode(),
        LINES.replace("\n", "\r").encode(),
        LINES.encode("utf-16"),
        b"\xfe\xff" + LINES.encode("utf-16-be"),
        LINES.encode("utf-16-le"),
        LINES.encode("cp1252"),
        f"[{json.dumps(ONE)},\n{json.dumps(TWO)}]".encode(),
        json.dumps([ONE, TWO], indent=1).encode("utf-16"),
        json.dumps({"status": "ok", "articles": [ONE, TWO]}).encode(),
        json.dumps({"response": {"total": 2, "docs": [ONE, TWO]}}, indent=2).encode(),
        json.dumps({r["id"]: {k: v for k, v in r.items() if k != "id"} for r in (ONE, TWO)}).encode(),
        json.dumps([{**r, "id": {"$oid": r["id"]}} for r in (ONE, TWO)]).encode(),
        json.dumps({"request": {"pageUrl": "x"}, "objects": [ONE, TWO]}).encode(),
        json.dumps({"hits": {"hits": [{"_id": one["id"], "_source": one} for one in (ONE, TWO)]}}).encode(),
        f"{PRETTY}\n{json.dumps(TWO, indent=4)}\n".encode(),
        f"{PRETTY},\n{json.dumps(TWO)}".encode(),
        ("\x1e" + LINES.replace("\n", "\n\x1e")).encode(),
        json.dumps(
            {name: {"0": ONE[name], "1": TWO.get(name)} for name in ONE}, indent=1
        ).encode(),  # as pandas writes a table
        json.dumps(
            {"columns": [*ONE], "index": [0, 1], "data": [[*ONE.values()], [*TWO.values(), None]]}
        ).encode(),
    ],
)
def test_records_however_they_are_written(tmp_path: Path, content: bytes) -> None:
    items = read(tmp_path / "r.jsonl", content)
    assert texts(items) == [ONE["text"], TWO["text"]]
    assert [item.uri for item in items] == ["r.jsonl#a", "r.jsonl#b"]


def test_one_object_over_several_lines(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "r.json", PRETTY.encode())
    assert isinstance(item, SourceDocument)
    assert item.place == "record 1 of r.json"


def test_array_larger_than_what_is_read_at_once(tmp_path: Path) -> None:
    records = [{"id": n, "text": f"Text {n}. " * 100} for n in range(300)]
    assert len(texts(read(tmp_path / "r.json", json.dumps(records, indent=1).encode()))) == 300


@pytest.mark.parametrize(
    "content", [f"[{json.dumps(ONE)},", f"[{json.dumps(ONE)}, {{]", f"[{json.dumps(ONE)} x"]
)
def test_array_that_breaks_off_yields_one_failure(tmp_path: Path, content: str) -> None:
    items = read(tmp_path / "r.json", content.encode())
    assert len(texts(items)) == 1
    failures = [i for i in items if isinstance(i, UnreadableItem)]
    assert len(failures) == (0 if content.endswith(",") else 1)
    assert all("after record 1" in failure.reason for failure in failures)


def test_pretty_printed_object_that_breaks_off_is_one_failure(tmp_path: Path) -> None:
    items = read(tmp_path / "r.jsonl", json.dumps({"id": 1, "text": "x " * 40_000}, indent=2)[:-3].encode())
    assert [type(i) for i in items] == [UnreadableItem]


def test_nan_is_no_value(tmp_path: Path) -> None:
    (item,) = read(
        tmp_path / "r.jsonl", b'{"id": 1, "text": "A bus.", "title": NaN, "published": NaN, "author": "None"}'
    )
    assert isinstance(item, SourceDocument)
    assert read_record(item.content).metadata == {}
