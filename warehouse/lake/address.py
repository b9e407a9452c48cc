"""Where a lake is: `ducklake:sqlite:PATH` or `ducklake:postgres:CONNECTION`, and where its data files lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

PREFIX = "ducklake:"
CatalogueKind = Literal["sqlite", "postgres"]
_HIDDEN = "***"
# A password as libpq reads it: `password=...` among keywords, or after the user of an address.
_PASSWORD = re.compile(r"(password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&]+)", re.IGNORECASE)
_USER_INFO = re.compile(r"(\w+://[^:/@\s]*:)([^@\s]*)(@)")


class LakeAddressError(ValueError):
    """What was given is no address of a lake."""


@dataclass(frozen=True, slots=True, repr=False)
class LakeAddress:
    """A catalogue (path of an SQLite file, or a connection as libpq reads it) and the place of its files.

    `files` is a folder or `s3://bucket/prefix`; it may be empty for a lake that is there already, whose
    catalogue knows it, and for a new one in SQLite: then it is the folder `NAME.files` beside the catalogue.
    """

    kind: CatalogueKind
    catalogue: str
    files: str = ""

    @property
    def attached(self) -> str:
        """What ATTACH reads; it may hold a password."""
        return f"{PREFIX}{self.kind}:{self.catalogue}"

    @property
    def new_files(self) -> str:
        """Where the data files of a new lake lie; empty when that was not said."""
        if self.files or self.kind == "postgres":
            return self.files
        return f"{self.catalogue}.files"

    def exists(self) -> bool:
        """Whether there is a lake with a warehouse in it.

        Raises:
            LakeError: it can't be told.
        """
        from warehouse.lake.session import has_warehouse

        return has_warehouse(self)

    def hide_password(self, text: str) -> str:
        """A text, such as an error message, without the password of this address."""
        shown = _USER_INFO.sub(rf"\1{_HIDDEN}\3", _PASSWORD.sub(rf"\1{_HIDDEN}", text))
        for found in (*_PASSWORD.finditer(self.catalogue), *_USER_INFO.finditer(self.catalogue)):
            if len(secret := found[2].strip("'")) > 3:
                shown = shown.replace(secret, _HIDDEN)
        return shown

    def __str__(self) -> str:
        return self.hide_password(self.attached)

    __repr__ = __str__


WarehousePlace = Path | LakeAddress


def find_place(given: str | Path | LakeAddress, files: str = "") -> WarehousePlace:
    """A file, or a lake for what begins with `ducklake:`; `files` is where the data files of a lake lie.

    Raises:
        LakeAddressError: the address names no catalogue that is known.
    """
    if isinstance(given, LakeAddress):
        return given
    if not str(given).startswith(PREFIX):
        return Path(given)
    kind, _, catalogue = str(given).removeprefix(PREFIX).partition(":")
    if kind not in get_args(CatalogueKind) or not catalogue:
        raise LakeAddressError(
            "the address of a lake is `ducklake:sqlite:PATH` or `ducklake:postgres:CONNECTION`"
            " (`dbname=news host=db`, or `postgresql://user@db/news`)"
        )
    files = files if "://" in files or not files else str(Path(files).absolute())
    if kind == "sqlite":
        return LakeAddress("sqlite", str(Path(catalogue).absolute()), files)
    return LakeAddress("postgres", catalogue, files)
