"""Small files that would take hours or gigabytes: each is refused or bounded, and says so."""

from __future__ import annotations

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.sources import faults, parquet
from flows.sources.declaration import SourceDeclaration
from flows.sources.feed_items import read_feed
from flows.sources.files import read_files
from flows.sources.formats.open_file import count_stream
from flows.sources.items import SourceItem, UnreadableItem

MAX_BYTES = 1_000_000
GOOD = b'{"id": "%d", "text": "Ann Lee met Bo Li in Oslo on Tuesday, the council said."}\n'


def read(path: Path) -> list[SourceItem]:
    return list(read_files(SourceDeclaration("s", str(path)), MAX_BYTES))


def list_reasons(items: list[SourceItem]) -> list[tuple[str, str]]:
    return [(item.error_type, item.reason) for item in items if isinstance(item, UnreadableItem)]


def test_faults_are_told_up_to_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "MOST_TOLD", 3)
    (tmp_path / "a.jsonl").write_bytes(b"{broken\n" * 5 + GOOD % 1 + b"{broken\n" * 2 + GOOD % 2)
    items = read(tmp_path / "a.jsonl")
    reasons = list_reasons(items)
    assert len(items) == 6
    assert [kind for kind, _ in reasons] == ["RecordError"] * 3 + ["TooManyFaultsError"]
    assert reasons[-1][1] == "7 records can't be read; the first 3 are told one by one"


def test_a_file_of_faults_alone_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "MOST_IN_A_ROW", 4)
    (tmp_path / "a.jsonl").write_bytes(b"{broken\n" * 4 + GOOD % 1 + b"{broken\n" * 5 + GOOD % 2)
    items = read(tmp_path / "a.jsonl")
    assert len(items) == 4 + 1 + 4 + 1
    assert "more than 4 records in a row" in list_reasons(items)[-1][1]


def test_rows_of_nothing_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "MOST_IN_A_ROW", 100)
    pq.write_table(pa.table({"text": pa.nulls(5_000_000, pa.string())}), tmp_path / "a.parquet")
    assert "more than 100 records in a row" in list_reasons(read(tmp_path / "a.parquet"))[-1][1]


def test_a_table_that_unfolds_is_refused(tmp_path: Path) -> None:
    table = pa.table({"text": ["x" * 100_000_000]})
    pq.write_table(table, tmp_path / "a.parquet", compression="zstd", use_dictionary=False)
    ((_, reason),) = list_reasons(read(tmp_path / "a.parquet"))
    assert "unfold to 100,0" in reason


def test_a_text_that_rows_share_is_held_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand times two megabytes: refused row by row, never all in memory."""
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), ["x" * 2_000_000])
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": shared}), path, compression="none", dictionary_pagesize_limit=1 << 24)
    assert path.stat().st_size < 5_000_000
    monkeypatch.setattr(faults, "MOST_IN_A_ROW", 5)
    before = pa.total_allocated_bytes()
    reasons = list_reasons(read(path))
    assert len(reasons) == 6
    assert {kind for kind, _ in reasons[:5]} == {"TooLargeError"}
    assert pa.total_allocated_bytes() - before < 100_000_000


def test_a_file_that_grows_ends_where_it_ended_when_it_was_opened() -> None:
    stream = io.BytesIO(b"line\n" * 1_000)
    read_so_far: list[int] = []

    def grow(count: int) -> None:
        read_so_far.append(count)
        place = stream.tell()
        stream.seek(0, io.SEEK_END)
        stream.write(b"line\n" * 1_000)
        stream.seek(place)

    assert len(list(count_stream(stream, grow, 5_000))) == 1_000
    assert sum(read_so_far) == 5_000


def test_an_element_of_attributes_is_no_feed() -> None:
    content = b"<rss><channel><item " + b"a='1' " * 50_000 + b"><title>T</title></item></channel></rss>"
    with pytest.raises(ValueError, match="over 100,000 bytes"):
        read_feed(content)


def test_rows_that_share_a_text_unfold_no_further_than_one_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Ann Lee met Bo Li in Oslo on Tuesday, the council said. " * 200
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 2_000, pa.int32()), [text])
    table = pa.table({"id": [str(n % 7) for n in range(2_000)], "text": shared})
    pq.write_table(table, tmp_path / "a.parquet", compression="zstd")
    monkeypatch.setattr(parquet, "MOST_UNFOLDED", 1_000_000)
    items = read(tmp_path / "a.parquet")
    assert len(items) < 100
    assert "unfold to 1,0" in list_reasons(items)[-1][1]
    monkeypatch.undo()
    assert len(read(tmp_path / "a.parquet")) == 2_000
