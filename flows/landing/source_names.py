"""Names of sources that the user did not name: two folders of one last name stay apart.

The documents of a source are known by its name and their path in it, so that two folders `north/news`
and `south/news` must not both be the source `news`. The data folder remembers which folder a name stands
for (`sources.json`); the next folder with that last name is called by its parent too.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
from hashlib import sha256
from pathlib import Path

from flows.landing.run_request import RunRequest
from flows.sources.declaration import SourceDeclaration, find_root
from flows.storage.open_store import open_store
from flows.storage.store import Store

logger = logging.getLogger(__name__)
FILE_NAME = "sources.json"
HASH_CHARS = 6


def settle_names(request: RunRequest) -> RunRequest:
    """The request, each derived name of which stands for one folder; what is new is remembered.

    Names that the user gave stay as they are, and so do the names of web sources, whose documents are
    known by whole addresses.
    """
    memory = NameMemory(request.settings.data, request.settings.raw_place)
    given = (source for source in request.sources if source.is_named)
    for source in (*request.settings.sources, *given):
        if not source.is_web:
            memory.claim(source.name, find_root(source.path))
    settled = tuple(_settle(source, memory) for source in request.sources)
    memory.save()
    return dataclasses.replace(request, sources=settled)


class NameMemory:
    """Which folder each name stands for, as the data folder remembers it.

    A folder is kept from the root on and as seen from the data folder: it is the same one when both
    were moved together.
    """

    def __init__(self, data: Path, raw: Path | str) -> None:
        # Kept in the raw store too, from which alone all can be made again.
        self._stores = (open_store(data), open_store(raw))
        self._data = os.path.abspath(data)
        found = (_read_folders(store) for store in self._stores)
        self._folders: dict[str, list[str]] = next((folders for folders in found if folders), {})
        self._is_changed = False

    def claim(self, name: str, root: str) -> bool:
        """Whether the name stands for this folder, from now on if for none so far."""
        known = self._folders.get(name)
        if known is None:
            if _is_there(root):
                self._folders[name] = [root, self._see_from_data(root)]
                self._is_changed = True
            return True
        return root == known[0] or self._see_from_data(root) == known[1] or _is_same_folder(root, known[0])

    def tell_folder(self, name: str) -> str:
        """The folder for which a name stands."""
        return self._folders[name][0]

    def save(self) -> None:
        """Write the file, if anything changed."""
        if self._is_changed:
            content = json.dumps(self._folders, indent=1, sort_keys=True, ensure_ascii=False)
            for store in self._stores:
                store.write(FILE_NAME, content.encode("utf-8", "replace"))

    def _see_from_data(self, root: str) -> str:
        return root if "://" in root else os.path.relpath(root, self._data)


def _read_folders(store: Store) -> dict[str, list[str]]:
    try:
        folders: dict[str, list[str]] = json.loads(store.read(FILE_NAME) or b"")
    except (OSError, ValueError):
        return {}
    return folders


def _settle(source: SourceDeclaration, memory: NameMemory) -> SourceDeclaration:
    if source.is_named or source.is_web:
        return source
    root = find_root(source.path)
    if memory.claim(source.name, root):
        return source
    parent = "".join(root.rpartition("://")[2].rstrip("/").split("/")[-2:-1])
    short_hash = sha256(root.encode("utf-8", "replace")).hexdigest()[:HASH_CHARS]
    candidates = (f"{parent}-{source.name}", f"{source.name}-{short_hash}")
    name = next(n for n in candidates if not n.startswith("-") and memory.claim(n, root))
    logger.warning(
        "%s is read as the source %s, because %s stands for %s already (--source-name gives it another name)",
        source.path,
        name,
        source.name,
        memory.tell_folder(source.name),
    )
    return dataclasses.replace(source, name=name)


def _is_there(root: str) -> bool:
    """Whether a folder can be what a name stands for: a local one that does not exist claims no name."""
    return "://" in root or os.path.isdir(root)


def _is_same_folder(one: str, other: str) -> bool:
    """Whether two spellings lead to one local folder, over links too."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
