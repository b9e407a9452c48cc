"""Packed files: each member as a file of its own, nothing written, limits on what unfolds."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.sources.declaration import SourceDeclaration
from flows.sources.files import read_files
from flows.sources.formats.open_file import OpenFile, UnfoldBudget, UnfoldError, UnfoldLimits, count_stream
from flows.sources.formats.read_file import read_file
from flows.sources.items import SourceDocument, SourceItem, UnreadableItem

TEXT = b"The ferry to Ostra sank on Monday."
LINE = b'{"id": "a", "text": "The ferry to Ostra sank."}\n'


def read(path: Path) -> dict[str, SourceItem]:
    return {i.uri: i for i in read_files(SourceDeclaration("test", str(path)), 100_000)}


def make_zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def make_tar(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def pack_zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return bytes(sink.getvalue())


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", pack_zstd)],
)
def test_one_packed_text_or_page(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / f"a.txt{suffix}").write_bytes(pack(TEXT))
    (tmp_path / f"b.html{suffix}").write_bytes(pack(b"<html><p>One.</p></html>"))
    (tmp_path / f"c.jsonl{suffix}").write_bytes(pack(LINE))
    found = read(tmp_path)
    assert set(found) == {f"a.txt{suffix}", f"b.html{suffix}", f"c.jsonl{suffix}#a"}
    kinds = [i.media_type for i in found.values() if isinstance(i, SourceDocument)]
    assert kinds == ["text/plain", "text/html", None]


@pytest.mark.parametrize(
    "pack", [make_zip, make_tar, lambda m: make_tar(m, "w"), lambda m: make_tar(m, "w:bz2")]
)
def test_members_are_files_of_their_own(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    members = {
        "day/a.txt": TEXT,
        "b.jsonl": LINE,
        "c.png": b"\x89PNG",
        "__MACOSX/x.txt": b"no",
        ".y.txt": b"no",
    }
    (tmp_path / "all.bin.zip").write_bytes(pack(members))
    found = read(tmp_path)
    assert set(found) == {"all.bin.zip/day/a.txt", "all.bin.zip/b.jsonl#a", "all.bin.zip/c.png"}
    document = found["all.bin.zip/day/a.txt"]
    assert isinstance(document, SourceDocument)
    assert document.content == TEXT


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "..\\out.txt"]
)
@pytest.mark.parametrize("pack", [make_zip, make_tar])
def test_names_that_lead_out_are_refused(
    tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes], name: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "x.zip").write_bytes(pack({name: TEXT, "good.txt": TEXT}))
    found = list(read(folder).values())
    assert [type(i) for i in found] == [UnreadableItem, SourceDocument]
    assert "leads out of the archive" in getattr(found[0], "reason", "")
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("pack", [make_zip, make_tar])
def test_tables_in_an_archive(tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    table = b"title,text\nFerry sinks,The ferry to Ostra sank on Monday with nine people on board.\n"
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"text": ["The ferry to Ostra sank."]}), sink)
    content = {"a.csv": table, "b.tsv": table.replace(b",", b"\t"), "c.parquet": sink.getvalue().to_pybytes()}
    (tmp_path / "x").write_bytes(pack(content))
    found = read(tmp_path)
    assert len(found) == 3
    assert all(isinstance(item, SourceDocument) for item in found.values()), found


def test_links_in_a_tar_are_not_followed(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo("passwords.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (tmp_path / "x.tar").write_bytes(packed.getvalue())
    (item,) = read(tmp_path).values()
    assert isinstance(item, UnreadableItem)
    assert "link" in item.reason


def test_archives_in_archives_until_they_are_too_deep(tmp_path: Path) -> None:
    inner = make_zip({"a.txt": TEXT})
    (tmp_path / "x.zip").write_bytes(make_zip({"in.zip": inner}))
    assert set(read(tmp_path)) == {"x.zip/in.zip/a.txt"}
    for _ in range(4):
        inner = make_zip({"in.zip": inner})
    (tmp_path / "x.zip").write_bytes(inner)
    (item,) = read(tmp_path).values()
    assert isinstance(item, UnreadableItem)
    assert "packed more than 3 times" in item.reason


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("x.jsonl.gz", gzip.compress(b" " * 3_000_000)),
        ("x.zip", make_zip({"x.jsonl": b" " * 3_000_000})),
        ("x.tar.gz", make_tar({f"{n}.txt": TEXT for n in range(40)})),
    ],
)
def test_what_unfolds_beyond_the_limits_is_stopped(name: str, packed: bytes) -> None:
    limits = UnfoldLimits(max_ratio=100, free_bytes=1_000_000, max_members=30)
    budget = UnfoldBudget(limits)
    stream = count_stream(io.BytesIO(packed), budget.add_packed)
    file = OpenFile(SourceDeclaration("t", "x"), stream, name, name, 100_000, budget)
    with pytest.raises(UnfoldError, match=r"times its size|more than 30 members"):
        list(read_file(file))


def test_bomb_is_one_failure_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b" " * 80_000_000, 9))
    (tmp_path / "good.txt").write_bytes(TEXT)
    found = read(tmp_path)
    bomb = found["bomb.jsonl.gz"]
    assert isinstance(bomb, UnreadableItem)
    assert (bomb.error_type, "times its size" in bomb.reason) == ("UnfoldError", True)
    assert isinstance(found["good.txt"], SourceDocument)


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", make_zip({"a.txt": TEXT})[:-30]])
def test_damaged_archives_are_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    (item,) = read(tmp_path).values()
    assert isinstance(item, UnreadableItem)


def test_cut_tar_yields_what_stands_before(tmp_path: Path) -> None:
    packed = make_tar({"a.txt": TEXT, "b.txt": bytes(range(256)) * 400}, "w")
    (tmp_path / "x.tar").write_bytes(packed[:5000])
    found = read(tmp_path)
    assert isinstance(found["x.tar/a.txt"], SourceDocument)
    assert any(isinstance(i, UnreadableItem) for i in found.values())
