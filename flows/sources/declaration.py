"""A source as the user declares it, on the command line or in wiremill.toml."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from transforms.documents.decoding.raw_document import BoilerplatePolicy

SourceKind = Literal["auto", "files", "urls", "page", "feed", "sitemap"]
SOURCE_KINDS: tuple[SourceKind, ...] = ("auto", "files", "urls", "page", "feed", "sitemap")
MAGIC = "*?["


@dataclass(frozen=True, slots=True)
class SourceDeclaration:
    """A name, a path or URL, and what the source says about all its documents.

    `boilerplate="keep"` says that the texts are clean already. `metadata` (publisher, language, timezone ...)
    is what the source says about each document; `fields` maps what a record says (text, published ...) to
    the name of its field. Of a sitemap at most `max_pages` pages are fetched, the newest first. `is_named`
    tells a name that the user gave from one that was derived from the path, which may change where another
    folder bears it (`flows.landing.source_names`). `follow_links` reads links that lead out of a folder;
    `only` names the uris of files to be read of it.
    """

    name: str
    path: str
    kind: SourceKind = "auto"
    boilerplate: BoilerplatePolicy = "strip"
    metadata: Mapping[str, str] = field(default_factory=dict)
    is_named: bool = True
    follow_links: bool = False
    only: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    max_pages: int = 1000

    @property
    def is_web(self) -> bool:
        """Whether the path is an address of the web."""
        return is_web_address(self.path)


def is_web_address(path: str) -> bool:
    """Whether a path is a web address (object storage is not)."""
    return path.startswith(("http://", "https://"))


def name_source(path: str) -> str:
    """The name of a source that the user did not name.

    A folder gives its own name, a file or glob that of its folder (so that a document keeps its id
    whether its file or its folder is read), a URL its host.
    """
    if is_web_address(path):
        return urlsplit(path).hostname or "web"
    return find_root(path).rstrip("/").split("/")[-1] or "documents"


def find_root(path: str) -> str:
    """The folder to which uris are relative, absolute for local paths.

    That is a local folder itself, the part of a glob before its first magic character, and else the
    folder of the file. For object storage a path that ends in `/` or has no extension is a folder.
    """
    protocol, separator, rest = path.rpartition("://")
    if not separator:
        return split_local(path)[0]
    parts = rest.rstrip("/").split("/")
    for position, part in enumerate(parts):
        if any(c in part for c in MAGIC):
            return protocol + separator + "/".join(parts[:position])
    is_folder = len(parts) == 1 or "." not in parts[-1] or rest.endswith("/")
    return protocol + separator + "/".join(parts if is_folder else parts[:-1])


def split_local(path: str) -> tuple[str, str | None]:
    """The root of a local path, and the pattern below it if it is a glob.

    What exists under its very name is no pattern: `news [2025]` may be a folder.
    """
    whole = make_absolute(path)
    if os.path.lexists(whole):
        return (whole if os.path.isdir(whole) else os.path.dirname(whole)), None
    parts = whole.split("/")
    for position, part in enumerate(parts):
        if any(c in part for c in MAGIC) and not os.path.lexists("/".join(parts[: position + 1])):
            return "/".join(parts[:position]) or "/", "/".join(parts[position:])
    return os.path.dirname(whole), None


def make_absolute(path: str) -> str:
    """A local path from the root on, without `.` and `..`; links are not followed.

    "~" is the home folder where nothing here bears the name as it stands.
    """
    told = Path(path) if os.path.lexists(path) else Path(path).expanduser()
    return Path(os.path.normpath(told.absolute())).as_posix()


def find_name_clash(
    sources: Iterable[SourceDeclaration],
) -> tuple[SourceDeclaration, SourceDeclaration] | None:
    """Two sources of one name but different folders, if any: their documents could take each other's place.

    Web sources of one name are fine: their documents are named by whole addresses.
    """
    known: dict[str, SourceDeclaration] = {}
    for source in sources:
        if source.is_web:
            continue
        other = known.setdefault(source.name, source)
        if find_root(other.path).rstrip("/") != find_root(source.path).rstrip("/"):
            return other, source
    return None
