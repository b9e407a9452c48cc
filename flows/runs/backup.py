"""One file that holds all that can't be made again: raw store, warehouse, settings; and the way back.

A raw store in object storage is not in it: it stays where it is.

A backup is a tar (packed if its name ends in .gz, .bz2 or .xz) of `data/...` and `settings/...`; its last
member `backup.json` has the hash of every other.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from flows.clock import read_clock
from flows.disk_space import require_space
from flows.runs.lost_warehouse import refuse_lost
from flows.runs.run_lock import lock_run
from flows.runs.warehouse_kind import require_file
from flows.settings import Settings
from warehouse.connect import open_warehouse

LIST_NAME = "backup.json"
LOG_NAME = "backups.jsonl"
RAW = "raw"
WAREHOUSE_NAME = "warehouse.duckdb"
KEPT_FILES = ("sources.json", "fetch_state.json")
Packing = Literal["w", "w:gz", "w:bz2", "w:xz"]
PACKINGS: dict[str, Packing] = {".gz": "w:gz", ".tgz": "w:gz", ".bz2": "w:bz2", ".xz": "w:xz"}
PIECE = 1 << 20


class BackupError(RuntimeError):
    """A backup can't be made, or is no (whole) backup."""


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was restored, and settings files that were left alone because others stand in their place."""

    made_at: str
    file_count: int
    kept_settings: tuple[Path, ...]


def write_backup(settings: Settings, path: Path, config: Path | None = None) -> int:
    """Write a backup while no run is under way (readers may read); returns how many files it holds.

    Raises:
        WarehouseLostError, WarehouseMissingError: there is nothing whole to keep.
        DiskSpaceError: the disk is too full.
    """
    refuse_lost(settings)
    with lock_run(settings.lock_path, settings.lock_seconds):
        warehouse = require_file(settings, "`wiremill backup`")
        has_log = warehouse.with_name(warehouse.name + ".wal").exists()
        with open_warehouse(warehouse, read_only=not has_log):
            pass  # takes in what a killed process left in the log, and says if the file is damaged
        members = [(f"data/{WAREHOUSE_NAME}", warehouse), *_list_members(settings, config)]
        size = sum(source.stat().st_size for _, source in members)
        require_space(path.absolute().parent, size, f"the backup {path}")
        part = path.with_name(path.name + ".part")
        try:
            with tarfile.open(part, PACKINGS.get(path.suffix, "w")) as tar:
                _write_members(tar, members, read_clock())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        _log_backup(settings, path)
    return len(members)


def restore_backup(settings: Settings, path: Path, settings_folder: Path) -> RestoreReport:
    """Bring a backup into an empty data folder; what is damaged leaves the folder as it was.

    Settings files go to `settings_folder` unless it has files of these names.

    Raises:
        BackupError: the file is no whole backup, or the data folder is in use.
        DiskSpaceError: the disk is too full.
    """
    warehouse = require_file(settings, "`wiremill restore`")
    for place in (warehouse, settings.data / RAW):
        if place.exists():
            raise BackupError(f"{place} exists: restore into an empty folder (`--data FOLDER`)")
    part = settings.data / ".restore"
    try:
        require_space(settings.data, path.stat().st_size, "what the backup holds")
        shutil.rmtree(part, ignore_errors=True)
        made_at, count = _unpack(path, part)
        with lock_run(settings.lock_path, settings.lock_seconds):
            kept = tuple(_bring_settings(part / "settings", settings_folder))
            shutil.move(part / "data" / WAREHOUSE_NAME, warehouse)
            for entry in (part / "data").iterdir():
                entry.replace(settings.data / entry.name)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupError(f"{path} can't be restored: {error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return RestoreReport(made_at, count, kept)


def list_backups_with(settings: Settings, document_id: str) -> list[str]:
    """Backups that were made here and hold a document (or may, where the file is elsewhere now)."""
    log, found = settings.data / LOG_NAME, []
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        entry = json.loads(line)
        path = Path(entry["path"])
        if not path.exists():
            found.append(f"{path} of {entry['made_at'][:19]} (not there now: where was it moved?)")
        elif entry.get("raw") or _holds(path, document_id):  # without the raw store its names tell nothing
            found.append(f"{path} of {entry['made_at'][:19]}")
    return found


def _list_members(settings: Settings, config: Path | None) -> Iterator[tuple[str, Path]]:
    for name in KEPT_FILES:
        if (settings.data / name).is_file():
            yield f"data/{name}", settings.data / name
    raw = settings.data / RAW
    for path in () if settings.raw else sorted(raw.rglob("*")):
        if path.is_file() and not path.name.endswith(".tmp"):
            yield f"data/{RAW}/{path.relative_to(raw).as_posix()}", path
    for file in (config, settings.corrections, settings.event_corrections, settings.knowledge_base):
        if file is not None and file.is_file():
            yield f"settings/{file.name}", file


def _write_members(tar: tarfile.TarFile, members: list[tuple[str, Path]], now: datetime) -> None:
    hashes = {}
    for name, source in members:
        info = tar.gettarinfo(source, name)
        with source.open("rb") as file:
            reader = _HashingReader(file)
            tar.addfile(info, reader)
        hashes[name] = reader.digest.hexdigest()
    listed = json.dumps({"format": 1, "made_at": now.isoformat(), "files": hashes}, indent=0).encode()
    info = tarfile.TarInfo(LIST_NAME)
    info.size = len(listed)
    tar.addfile(info, io.BytesIO(listed))


class _HashingReader:
    """Hashes what is read through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def _unpack(path: Path, folder: Path) -> tuple[str, int]:
    """Write the members of a backup below a folder; returns when it was made, and how many there are."""
    hashes: dict[str, str] = {}
    listed = None
    with tarfile.open(path, "r|*") as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is None:
                continue
            if member.name == LIST_NAME:
                listed = json.loads(content.read())
                continue
            parts = PurePosixPath(member.name).parts
            if parts[0] not in ("data", "settings") or ".." in parts or len(parts) < 2:
                raise BackupError(f"{path} is no backup: it holds {member.name}")
            hashes[member.name] = _write_file(content, folder.joinpath(*parts))
    if listed is None:
        raise BackupError(f"{path} is no backup, or one that was cut off")
    if wrong := {*listed["files"].items()} ^ {*hashes.items()}:
        raise BackupError(f"{path} is damaged: {min(wrong)[0]} is not what was written")
    return str(listed["made_at"]), len(hashes)


def _write_file(content: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    with target.open("wb") as file:
        while piece := content.read(PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _bring_settings(folder: Path, target: Path) -> Iterator[Path]:
    """Move settings files to where they are read; yields those that stay as they are."""
    for file in sorted(folder.glob("*")):
        place = target / file.name
        if place.exists():
            yield place
        else:
            shutil.move(file, place)


def _log_backup(settings: Settings, path: Path) -> None:
    entry = {"path": str(path.absolute()), "made_at": read_clock().isoformat(), "raw": settings.raw}
    with (settings.data / LOG_NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


def _holds(path: Path, document_id: str) -> bool:
    try:
        with tarfile.open(path, "r|*") as tar:
            return any(PurePosixPath(member.name).stem == document_id for member in tar)
    except (tarfile.TarError, OSError, EOFError):
        return True  # it can't be told
