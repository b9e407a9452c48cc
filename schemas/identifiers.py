"""Deterministic row ids: the same input gives the same ids on any machine, in any order."""

from __future__ import annotations

from hashlib import blake2b

# Ids of actors that a text only describes end in the beginning of their document's hash, and a number where
# it describes several (regular expression, for Python and SQL).
DESCRIBED_SUFFIX = "-[0-9a-f]{12}(-[0-9]+)?$"


def make_id(prefix: str, *parts: object) -> str:
    """A readable prefix and 16 hexadecimal digits hashed from the natural key.

    `make_id("ev", document_id, 10, 42, "AGREE")` is `ev-3f0c...`. Parts are joined with an
    unprintable separator, so ("ab", "c") and ("a", "bc") differ.
    """
    key = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}-{blake2b(key.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def make_document_id(source: str, uri: str) -> str:
    """The id of the document behind a uri of a source."""
    return make_id("doc", source, uri)
