"""The extensions of DuckDB that a lake needs: from the wheels of the extra `lake`, else those installed."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import duckdb

from schemas.ddl import quote_text
from warehouse.errors import LakeError


def load_extensions(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Load extensions by name; nothing is fetched from the network.

    Raises:
        LakeError: one is not there for this version of DuckDB.
    """
    con.execute("SET autoinstall_known_extensions = false")
    for name in names:
        wheel = find_extension(name)
        try:
            con.execute(f"LOAD {quote_text(str(wheel or name))}")
        except duckdb.Error as error:
            raise LakeError(
                f"DuckDB {duckdb.__version__} has no extension {name}: `pip install 'wiremill[lake]'` brings"
                f" it with the DuckDB that it fits (or `INSTALL {name}` in DuckDB, where there is a network)"
            ) from error


def find_extension(name: str) -> Path | None:
    """The file of an extension that a wheel brought for this version of DuckDB."""
    spec = find_spec(f"duckdb_extension_{name}")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "extensions" / f"v{duckdb.__version__}"
    path = folder / f"{name}.duckdb_extension"
    return path if path.exists() else None
