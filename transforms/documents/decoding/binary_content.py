"""Bytes that are no text: told by their first bytes, else by the control characters among them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from transforms.lexicon.csv_data import read_csv

_SAMPLE = 8192
# C0 controls but tab, line feed, form feed, carriage return, escape; and delete.
_CONTROLS = bytes([*range(0x00, 0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_MAX_CONTROL_SHARE = 0.02


def name_binary(content: bytes) -> str | None:
    """What a file is when it is no text ("a PDF file"); None when it may be text.

    Text in UTF-16 or UTF-32, which is half zeros, has to be told before.
    """
    for offset, signature, name in _load_signatures():
        if content.startswith(signature, offset):
            return name
    sample = content[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if sample and controls / len(sample) > _MAX_CONTROL_SHARE:
        return "binary data"
    return None


@lru_cache(maxsize=1)
def _load_signatures() -> tuple[tuple[int, bytes, str], ...]:
    path = Path(__file__).with_name("byte_signatures.csv")
    return tuple((int(row["offset"]), bytes.fromhex(row["bytes"]), row["name"]) for row in read_csv(path))
