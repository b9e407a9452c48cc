"""What tells the data folders apart that write one lake: a name that each gets with its first run."""

from __future__ import annotations

import secrets
from pathlib import Path

WRITER_FILE = "writer_id"


def read_writer_id(data: Path) -> str:
    """The name of a data folder; it is made where there is none."""
    path = data / WRITER_FILE
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_hex(8), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
