"""Records as scrapers write them: known names, a mapping of the user, and fields that are not read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import read_files
from flows.sources.items import SourceDocument, SourceItem, SourceNote, UnreadableItem
from flows.sources.record import RecordError, read_record
from flows.sources.record_fields import load_names
from transforms.lexicon.yaml_data import read_yaml

RECORDS = read_yaml(Path(__file__).with_name("scraper_records.yaml"))
LONG = "The council of Lubec met on Monday and spoke for three hours about the new bridge. " * 4


def read(path: Path, **fields: Any) -> list[SourceItem]:
    return list(read_files(SourceDeclaration("test", str(path), **fields), 100_000))


@pytest.mark.parametrize("entry", RECORDS, ids=[entry["tool"] for entry in RECORDS])
def test_records_of_known_tools_are_read(entry: dict[str, Any], tmp_path: Path) -> None:
    raw = json.dumps(entry["record"])
    record = read_record(raw.encode())
    assert record.content.decode() == entry["text"]
    assert {k: record.metadata.get(k) for k in entry["reads"]} == entry["reads"]
    if not entry["reads"]:
        assert not record.metadata
    (tmp_path / "r.jsonl").write_text(raw)
    assert [type(item) for item in read(tmp_path)] == [SourceDocument]  # and there is nothing to tell


def test_names_are_compared_without_case_and_separators() -> None:
    record = read_record(b'{"Text": "A.", "Publish-Date": "2026-02-03", "SITE NAME": "Post"}')
    assert (record.metadata["published"], record.metadata["publisher"]) == ("2026-02-03", "Post")


def test_publisher_of_a_record_is_not_its_name() -> None:
    records = [
        read_record(json.dumps({"text": text, "source": "Lubec Herald"}).encode()) for text in ("A.", "B.")
    ]
    assert len({record.identity for record in records}) == 2
    assert {record.metadata["publisher"] for record in records} == {"Lubec Herald"}


def test_first_date_that_can_be_read_counts() -> None:
    record = read_record(b'{"text": "A.", "published": "soon", "date": "2026-02-03"}')
    assert record.metadata["published"] == "2026-02-03"
    assert read_record(b'{"text": "A.", "published": "soon"}').metadata["published"] == "soon"


def test_fields_that_look_of_use_are_told_once(tmp_path: Path) -> None:
    lines = [
        {"id": n, "text": "A.", "went_online": "2026-02-03", "long_read": LONG, "n": 3} for n in range(3)
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    notes = [item.text for item in read(tmp_path) if isinstance(item, SourceNote)]
    assert len(notes) == 2
    assert "'went_online' looks like a date" in notes[0]
    assert "[sources.fields] published = 'went_online'" in notes[0]
    assert "'long_read' looks like a text" in notes[1]


def test_mapping_of_the_user_goes_first(tmp_path: Path) -> None:
    record = {
        "text": "Teaser.",
        "story": {"full": "The whole story."},
        "day": "03/02/2026",
        "date": "1999-01-01",
    }
    (tmp_path / "r.json").write_text(json.dumps(record))
    (item,) = read(tmp_path, fields={"text": "story.full", "published": "day"})
    assert isinstance(item, SourceDocument)
    found = read_record(item.content)
    assert (found.content, found.metadata["published"]) == (b"The whole story.", "03/02/2026")


def test_list_without_texts_says_how_to_fetch_the_pages(tmp_path: Path) -> None:
    answer = {"articles": [{"url": "https://lubec.example/a", "title": "A", "seendate": "20260203T170000Z"}]}
    (tmp_path / "gdelt.json").write_text(json.dumps(answer))
    (item,) = read(tmp_path)
    assert isinstance(item, UnreadableItem)
    assert "--kind urls" in item.reason


def test_parquet_with_typed_columns(tmp_path: Path) -> None:
    table = pa.table(
        {
            "maintext": ["One bus.", None],
            "authors": [["Ada Brek", "Tor Vik"], None],
            "date_publish": pa.array([1_770_138_000_000_000, None], pa.timestamp("us", "UTC")),
            "price": [float("nan"), 1.0],
            "went_online": ["2026-02-03", None],
        }
    )
    pq.write_table(table, tmp_path / "r.parquet")
    note, one, other = read(tmp_path)
    assert isinstance(note, SourceNote)
    assert "went_online" in note.text
    assert isinstance(one, SourceDocument)
    assert read_record(one.content).metadata["author"] == "Ada Brek; Tor Vik"
    assert read_record(one.content).metadata["published"].startswith("2026-02-03T17:00:00")
    assert isinstance(other, UnreadableItem)


def test_names_have_one_role() -> None:
    names = load_names()
    assert not set(names["text"]) & set(names["html"])
    assert not set(names["other"]) & {
        name for role, all_ in names.items() if role != "other" for name in all_
    }


def test_text_of_a_wrong_type_is_refused() -> None:
    with pytest.raises(RecordError, match="text is a number"):
        read_record(b'{"text": 5}')
