"""Paths as people have them: mistyped, with brackets, with parts that can't be read; nothing hangs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.command_line import app
from flows.error_text import ExitCode
from flows.landing.look_ahead import find_problem
from flows.sources.declaration import SourceDeclaration, name_source
from flows.sources.files import SourceError
from flows.sources.items import SourceDocument, UnreadableItem
from flows.sources.read import read_source


def read(path: Path | str, **fields: Any) -> tuple[list[str], dict[str, str]]:
    """Uris of the documents, and reasons by uri of what could not be read."""
    source = SourceDeclaration("s", str(path), **fields)
    items = list(read_source(source, pytest.fail, 10_000))
    documents = [i.uri for i in items if isinstance(i, SourceDocument)]
    reasons = {i.uri: i.reason for i in items if isinstance(i, UnreadableItem)}
    return documents, reasons


def write(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Mayor Ida Lund opened a library in Tarvo.\n")
    return folder


def test_a_name_that_begins_with_a_tilde_is_taken_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "~old", "one.txt")
    monkeypatch.chdir(tmp_path)
    assert read("~old") == (["one.txt"], {})


@pytest.mark.parametrize("name", ["news [2025]", "a*b", "what?", "[x]"])
def test_signs_of_patterns_in_names_are_taken_as_they_stand(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / name, "one.txt", "deep [1]/two.txt", "three.md")
    assert read(folder) == (["deep [1]/two.txt", "one.txt", "three.md"], {})
    assert read(folder / "deep [1]" / "two.txt")[0] == ["two.txt"]
    assert read(f"{folder}/*.txt")[0] == ["one.txt"]
    assert read(f"{folder}/**/*.txt")[0] == ["deep [1]/two.txt", "one.txt"]
    assert (
        name_source(str(folder)) == name_source(f"{folder}/one.txt") == name_source(f"{folder}/*.md") == name
    )


def test_what_is_no_file_is_told_and_never_opened(tmp_path: Path) -> None:
    write(tmp_path, "one.txt", "sub/two.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.jsonl").symlink_to("/dev/zero")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "inside.txt").symlink_to("one.txt")
    documents, reasons = read(tmp_path)
    assert documents == ["inside.txt", "one.txt", "sub/two.txt"]
    assert {uri: reason.split(":")[0].split(",")[0] for uri, reason in reasons.items()} == {
        "pipe.txt": "a named pipe",
        "zero.jsonl": "a device",
        "self.txt": "a link that leads nowhere",
        "gone.txt": "a link that leads nowhere",
        "sub/up": "a link that leads back to a folder above it",
    }
    for path, kind in ((tmp_path / "pipe.txt", "named pipe"), (Path("/dev/zero"), "device")):
        with pytest.raises(SourceError, match=kind):
            read(path)


def test_links_out_of_a_folder_are_read_only_where_that_is_wanted(tmp_path: Path) -> None:
    inbox = write(tmp_path / "inbox", "one.txt")
    write(tmp_path / "secret", "key.txt")
    (inbox / "key.txt").symlink_to(tmp_path / "secret" / "key.txt")
    (inbox / "all").symlink_to(tmp_path / "secret")
    documents, reasons = read(inbox)
    assert documents == ["one.txt"]
    assert set(reasons) == {"key.txt", "all"}
    assert "follow_links" in reasons["key.txt"]
    assert read(inbox, follow_links=True) == (["all/key.txt", "key.txt", "one.txt"], {})


def refuse_listing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Make a folder unreadable, for the superuser too."""
    listdir = os.listdir

    def list_or_refuse(path: Any) -> list[str]:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return listdir(path)

    monkeypatch.setattr(os, "listdir", list_or_refuse)


def test_an_unreadable_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "one.txt", "closed/two.txt")
    refuse_listing(monkeypatch, tmp_path / "closed")
    assert read(tmp_path) == (["one.txt"], {"closed": "the folder can't be listed: Permission denied"})
    with pytest.raises(SourceError, match="Permission denied"):
        read(tmp_path / "closed")


def call(tmp_path: Path, *args: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["run", *args, "--data", str(tmp_path / "data"), "--workers", "0"])
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("inbxo", "did you mean"),
        ("inbox/*.csv", "no such file or folder, or the pattern matches none"),
        ("empty", "the folder holds nothing that can be read"),
        ("pictures", "holds nothing that can be read: 2 no text (image/png)"),
        ("pipe.txt", "a named pipe, not a file"),
        ("inbox\\one.txt", "did you mean"),
        ("loop", "Too many levels of symbolic links"),
    ],
)
def test_a_path_from_which_nothing_can_come_is_told_at_once(
    tmp_path: Path, path: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "inbox", "one.txt")
    (tmp_path / "empty").mkdir()
    write(tmp_path / "pictures", "a.png", "b.png")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("flows.cli.start.start_run", pytest.fail)
    code, output = call(tmp_path, path)
    assert code == ExitCode.FAILED
    assert message in output
    assert len(output.strip().splitlines()) == 1
    assert not (tmp_path / "data").exists()


def test_one_source_of_two_may_be_read_on(tmp_path: Path) -> None:
    good = SourceDeclaration("good", str(write(tmp_path / "inbox", "one.txt")))
    assert find_problem(good) is None
    assert find_problem(SourceDeclaration("web", "https://news.example/feed")) is None


def test_parts_that_cannot_be_read_leave_the_run_incomplete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "inbox", "one.txt", "closed/two.txt")
    os.mkfifo(tmp_path / "inbox" / "pipe.txt")
    refuse_listing(monkeypatch, tmp_path / "inbox" / "closed")
    code, output = call(tmp_path, str(tmp_path / "inbox"), "--no-prefect", "--strict")
    assert code == ExitCode.INCOMPLETE, output
    assert "inbox: closed: the folder can't be listed: Permission denied" in output
    assert "inbox: pipe.txt: a named pipe, not a file" in output
