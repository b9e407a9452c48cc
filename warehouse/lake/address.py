"""Where a lake is: `ducklake:sqlite:PATH` or `ducklake:postgres:CONNECTION`, and where its data files lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

PREFIX = "ducklake:"
CatalogueKind = Literal["sqlite", "postgres"]
# A password as libpq reads it: among keywords, or after the user of an address.
_PASSWORD = re.compile(r"\bpassword\s*=|\w+://[^:/@\s]*:[^@\s]+@", re.IGNORECASE)


class LakeAddressError(ValueError):
    """What was given is no address of a lake, or one that should not be written down."""


@dataclass(frozen=True, slots=True)
class LakeAddress:
    """A catalogue (path of an SQLite file, or a connection as libpq reads it) and the place of its files.

    `files` is a folder or `s3://bucket/prefix`; it may be empty for a lake that is there already, whose
    catalogue knows it, and for a new one in SQLite: then it is the folder `NAME.files` beside the catalogue.
    """

    kind: CatalogueKind
    catalogue: str
    files: str = ""

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

    def __str__(self) -> str:
        return f"{PREFIX}{self.kind}:{self.catalogue}"


WarehousePlace = Path | LakeAddress


def find_place(given: str | WarehousePlace, files: str = "") -> WarehousePlace:
    """A file, or a lake for what begins with `ducklake:`; `files` is where the data files of a lake lie.

    Raises:
        LakeAddressError: the address names no catalogue that is known, or a password: settings are logged.
    """
    if isinstance(given, LakeAddress):
        return given
    if not str(given).startswith(PREFIX):
        return Path(given)
    kind, _, catalogue = str(given).removeprefix(PREFIX).partition(":")
    if not catalogue or kind not in get_args(CatalogueKind):
        raise LakeAddressError(
            f"the address of a lake is `{PREFIX}sqlite:PATH` or `{PREFIX}postgres:CONNECTION`"
            " (`dbname=news host=db`, or `postgresql://user@db/news`)"
        )
    if _PASSWORD.search(catalogue):
        raise LakeAddressError(
            "the address of a lake must hold no password: PostgreSQL reads PGPASSWORD or ~/.pgpass"
        )
    files = str(Path(files).absolute()) if files and "://" not in files else files
    if kind == "sqlite":
        return LakeAddress("sqlite", str(Path(catalogue).absolute()), files)
    return LakeAddress("postgres", catalogue, files)
