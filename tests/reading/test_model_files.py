"""The reader's files are checked before use, and what is wrong is said with its remedy."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from transforms.reading.model_files import CARD, ReaderFilesError, check_files
from transforms.reading.settle import RoleCuts

CONTENTS = {"lower.onnx": b"lower", "arrays.npz": b"arrays"}
REMEDY = "install wiremill again or restore the file"


def _write_card(folder: Path, **changes: Any) -> None:
    card = {
        "files": {name: sha256(content).hexdigest() for name, content in CONTENTS.items()},
        "cuts": {"types": {"AID": 0.4}, "roles": {"actor": {"here": 0.5, "earlier": 0.6}}}
        | {"sure": {"AID": 0.8}, "same_event": 0.5},
        "calibration": {"types": {"*": [[0, 0], [1, 1]]}, "attributes": {"actor": [[0, 0.5], [1, 1]]}},
    }
    (folder / CARD).write_text(json.dumps(card | changes), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of a reader, very small ones."""
    for name, content in CONTENTS.items():
        (tmp_path / name).write_bytes(content)
    _write_card(tmp_path)
    return tmp_path


def _fail(folder: Path) -> str:
    with pytest.raises(ReaderFilesError) as caught:
        check_files(folder)
    return str(caught.value)


def test_settings_are_read_from_the_card(folder: Path) -> None:
    files = check_files(folder)
    assert files.folder == folder
    roles = {"actor": RoleCuts(0.5, 0.6)}
    assert (files.cuts.types, files.cuts.roles, files.sure) == ({"AID": 0.4}, roles, {"AID": 0.8})
    assert files.same_event == 0.5
    curves = (files.calibration.types["*"], files.calibration.attributes["actor"])
    assert [[tuple(point) for point in curve] for curve in curves] == [[(0, 0), (1, 1)], [(0, 0.5), (1, 1)]]


def test_the_name_follows_the_files(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "lower.onnx").write_bytes(b"another")
    _write_card(other, files={"lower.onnx": sha256(b"another").hexdigest()})
    names = [check_files(f).name for f in (folder, other)]
    assert all(n.startswith("reader.") and len(n) == len("reader.") + 8 for n in names)
    assert len(set(names)) == 2


@pytest.mark.parametrize("name", CONTENTS)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    message = _fail(folder)
    assert f"{folder / name} is missing" in message
    assert sha256(CONTENTS[name]).hexdigest() in message
    assert message.endswith(REMEDY)


@pytest.mark.parametrize("content", [b"", b"lowe", b"lower\n"])
def test_a_damaged_file_is_named(folder: Path, content: bytes) -> None:
    (folder / "lower.onnx").write_bytes(content)
    message = _fail(folder)
    assert f"{folder / 'lower.onnx'} is damaged (sha256 {sha256(content).hexdigest()[:12]})" in message
    assert message.endswith(REMEDY)


def test_a_folder_in_the_place_of_a_file_is_a_missing_file(folder: Path) -> None:
    (folder / "lower.onnx").unlink()
    (folder / "lower.onnx").mkdir()
    assert f"{folder / 'lower.onnx'} is missing" in _fail(folder)


def test_a_missing_card_is_named(folder: Path) -> None:
    (folder / CARD).unlink()
    message = _fail(folder)
    assert f"{folder / CARD} is missing" in message
    assert message.endswith(REMEDY)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[]", b"7", b"{}", b'{"files": 7}'])
def test_an_unreadable_card_is_named(folder: Path, content: bytes) -> None:
    (folder / CARD).write_bytes(content)
    message = _fail(folder)
    assert f"{folder / CARD} is " in message
    assert message.endswith(REMEDY)


@pytest.mark.parametrize("part", ["cuts", "calibration"])
def test_a_card_without_settings_is_named(folder: Path, part: str) -> None:
    _write_card(folder, **{part: {}})
    assert f"{folder / CARD} is " in _fail(folder)


def test_a_mended_folder_is_read(folder: Path) -> None:
    (folder / "lower.onnx").write_bytes(b"broken")
    _fail(folder)
    (folder / "lower.onnx").write_bytes(CONTENTS["lower.onnx"])
    assert check_files(folder).folder == folder
