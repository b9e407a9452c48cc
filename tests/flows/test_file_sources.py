"""Folders, globs, JSONL, Parquet and feeds as files: every document, and a reason for every failure."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.sources.declaration import SourceDeclaration, find_root, name_source
from flows.sources.files import SourceError, read_files
from flows.sources.items import SourceDocument, SourceItem, UnreadableItem
from flows.sources.record import RecordError, read_record

MAX_BYTES = 10_000
FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Harbour Herald</title><language>en-gb</language>
<item><title>Ferry resumes</title><link>https://herald.example/ferry</link>
<description>&lt;p&gt;The ferry resumed service on Monday.&lt;/p&gt;</description>
<pubDate>Mon, 03 Jun 2024 08:00:00 GMT</pubDate></item>
<item><title>No link</title><guid>tag:2</guid><description>Two boats were sold.</description></item>
</channel></rss>"""


def read(path: Path | str, **fields: object) -> list[SourceItem]:
    source = SourceDeclaration("test", str(path), **fields)  # type: ignore[arg-type]
    return list(read_files(source, MAX_BYTES))


def by_uri(items: list[SourceItem]) -> dict[str, SourceItem]:
    return {item.uri: item for item in items}


def test_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "deep" / "b.html").write_text("<p>Two.</p>")
    (tmp_path / "deep" / "er" / "c.md").write_text("# Three")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / "deep" / "paper.pdf").write_bytes(b"%PDF-1.7")
    found = by_uri(read(tmp_path))
    assert list(found) == ["a.txt", "deep/b.html", "deep/er/c.md", "deep/paper.pdf"]
    assert isinstance(found["deep/paper.pdf"], UnreadableItem)
    assert "not readable as PDF" in found["deep/paper.pdf"].reason
    types = [item.media_type for item in found.values() if isinstance(item, SourceDocument)]
    assert types == ["text/plain", "text/html", "text/markdown"]


def test_what_is_no_article_is_refused_by_its_extension(tmp_path: Path) -> None:
    (tmp_path / "v1.2").mkdir()
    for name in (
        "tune.mp3",
        "script.py",
        "story.xyz",
        "v1.2/README",
        "page.HTM",
        "old.TEXT",
    ):
        (tmp_path / name).write_text("One.")
    found = by_uri(read(tmp_path))
    reasons = {uri: i.reason for uri, i in found.items() if isinstance(i, UnreadableItem)}
    assert set(found) - set(reasons) == {"page.HTM", "old.TEXT"}
    assert reasons["script.py"].startswith("a .py file is not read as an article; readable are txt,")
    assert reasons["v1.2/README"].startswith("a file without extension is not read")
    assert all("jsonl, " in reason and "RSS" in reason for reason in reasons.values())


def test_glob_and_single_file_keep_the_uri_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "a.txt").write_text("One.")
    (folder / "b.html").write_text("Two.")
    assert [i.uri for i in read(f"{folder}/**/*.txt")] == ["2024/a.txt"]
    assert [i.uri for i in read(folder / "b.html")] == ["b.html"]
    assert name_source(str(folder)) == name_source(str(folder / "b.html")) == "news"
    assert name_source(f"{folder}/**/*.txt") == "news"


@pytest.mark.parametrize(
    ("path", "root", "name"),
    [
        ("s3://bucket/news/", "s3://bucket/news", "news"),
        ("s3://bucket/news/2024/*.html", "s3://bucket/news/2024", "2024"),
        ("gs://bucket", "gs://bucket", "bucket"),
        ("gs://bucket/all.jsonl", "gs://bucket", "bucket"),
        ("https://www.herald.example/feed", "https://www.herald.example/feed", "www.herald.example"),
    ],
)
def test_names_of_remote_sources(path: str, root: str, name: str) -> None:
    assert find_root(path) == root
    assert name_source(path) == name


def test_object_storage_through_fsspec() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/bucket/news/a.txt", b"One.")
    memory.pipe("/bucket/news/x/b.txt", b"Two.")
    assert [i.uri for i in read("memory://bucket/news")] == ["a.txt", "x/b.txt"]


def test_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "nowhere.txt")


def test_too_large_file_is_a_dead_letter(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * (MAX_BYTES + 1))
    (item,) = read(tmp_path)
    assert isinstance(item, UnreadableItem)
    assert item.error_type == "TooLargeError"


def test_jsonl_bad_lines_stop_no_other(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a1", "text": "One.", "title": "T", "author": ["A. B.", "C. D."]}),
        '{"id": "a2", "text": "cut off',
        "",
        json.dumps(["no", "object"]),
        json.dumps({"id": "a3", "html": "<p>Three.</p>", "published": "2024-05-01"}),
        json.dumps({"id": "a4", "words": "no text"}),
        json.dumps({"id": "big", "text": "x" * MAX_BYTES}),
        json.dumps({"url": "https://herald.example/5", "text": "Five."}),
        json.dumps({"text": "No identity."}),
    ]
    (tmp_path / "n.jsonl").write_text("\n".join(lines))
    found = by_uri(read(tmp_path / "n.jsonl"))
    good = [i for i in found.values() if isinstance(i, SourceDocument)]
    assert [i.uri for i in good[:3]] == ["n.jsonl#a1", "n.jsonl#a3", "https://herald.example/5"]
    assert good[3].uri.startswith("n.jsonl#sha256-")
    reasons = {uri: i.reason for uri, i in found.items() if isinstance(i, UnreadableItem)}
    assert set(reasons) == {"n.jsonl#L2", "n.jsonl#L4", "n.jsonl#L6", "n.jsonl#L7"}
    assert "not valid JSON" in reasons["n.jsonl#L2"]
    assert "an array" in reasons["n.jsonl#L4"] or "a list" in reasons["n.jsonl#L4"]
    assert "neither text nor html" in reasons["n.jsonl#L6"]
    assert "longer than" in reasons["n.jsonl#L7"]
    record = read_record(good[0].content)
    assert record.metadata == {"title": "T", "author": "A. B.; C. D."}


def test_truncated_gzip_yields_what_came_before(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"id": f"g{n}", "text": f"Text {n}. " * 20}).encode() + b"\n" for n in range(200)
    )
    whole = gzip.compress(lines)
    (tmp_path / "n.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    items = read(tmp_path)
    assert isinstance(items[0], SourceDocument)
    assert isinstance(items[-1], UnreadableItem)
    assert "breaks off" in items[-1].reason
    (tmp_path / "n.jsonl.gz").write_bytes(b"no gzip at all")
    (item,) = read(tmp_path)
    assert isinstance(item, UnreadableItem)


def test_parquet_rows_are_documents(tmp_path: Path) -> None:
    table = pa.table(
        {"id": [1, 2, 3], "text": ["One.", None, "Three."], "publisher": ["A", "B", None], "n": [1, 2, 3]}
    )
    pq.write_table(table, tmp_path / "n.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    found = by_uri(read(tmp_path))
    assert isinstance(found["n.parquet#1"], SourceDocument)
    assert isinstance(found["n.parquet#3"], SourceDocument)
    assert isinstance(found["n.parquet#row-2"], UnreadableItem)
    assert isinstance(found["broken.parquet"], UnreadableItem)
    assert read_record(found["n.parquet#1"].content).metadata["publisher"] == "A"


def test_feed_items_are_documents(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED)
    (tmp_path / "other.xml").write_text("<note><to>you</to></note>")
    found = by_uri(read(tmp_path))
    item = found["https://herald.example/ferry"]
    assert isinstance(item, SourceDocument)
    record = read_record(item.content)
    assert record.media_type == "text/html"
    assert record.metadata["publisher"] == "Harbour Herald"
    assert record.metadata["language"] == "en"
    assert "feed.xml#tag:2" in found
    assert isinstance(found["other.xml"], UnreadableItem)


@pytest.mark.parametrize(
    ("content", "faults", "good"),
    [
        ("<rss><channel><item><title>Half", {"f.xml": "breaks off after 0 items"}, []),
        (
            FEED[: FEED.index("</channel>") - 20],
            {"f.xml": "breaks off after 2 items"},
            ["https", "f.xml#tag:2"],
        ),
        (
            FEED.replace("<guid>tag:2</guid><description>Two boats were sold.</description>", ""),
            {"f.xml#item-2": "neither a text nor a link"},
            ["https"],
        ),
        (
            FEED.replace("<title>No link</title><guid>tag:2</guid>", ""),
            {"f.xml#item-2": "neither an id nor a link nor a title"},
            ["https"],
        ),
        (FEED.replace("boats were", "boats & ships were"), {}, ["https", "f.xml#tag:2"]),
        ("<rss><channel></rss>", {"f.xml": "not a readable RSS or Atom feed"}, []),
        ("<rss version='2.0'", {"f.xml": "not a readable"}, []),
    ],
)
def test_what_is_wrong_with_a_feed_is_told(
    tmp_path: Path, content: str, faults: dict[str, str], good: list[str]
) -> None:
    (tmp_path / "f.xml").write_text(content)
    found = read(tmp_path)
    reasons = {i.uri: i.reason for i in found if isinstance(i, UnreadableItem)}
    assert set(reasons) == set(faults)
    assert all(part in reasons[uri] for uri, part in faults.items())
    uris = [i.uri for i in found if isinstance(i, SourceDocument)]
    assert len(uris) == len(good)
    assert all(uri.startswith(start) for uri, start in zip(uris, good, strict=True))


@pytest.mark.parametrize(
    ("name", "content"),
    [("f.xml", "<rss version='2.0'><channel><title>T</title></channel></rss>"), ("n.jsonl", "\n\n")],
)
def test_file_without_documents_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    assert read(tmp_path) == []
    assert f"there is no document in {name}" in caplog.text


def test_lone_surrogates_of_json_become_replacement_characters() -> None:
    record = read_record(b'{"id": "s", "text": "a \\ud800 b", "title": "\\udfff"}')
    assert record.content.decode("utf-8") == "a ? b"
    assert record.metadata["title"] == "?"


@pytest.mark.parametrize("raw", [b"\xff\xfe{", b"", b"[" * 100_000, b"null", b'{"text": 5}', b"NaN"])
def test_records_that_are_none(raw: bytes) -> None:
    with pytest.raises(RecordError):
        read_record(raw)
