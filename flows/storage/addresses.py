"""Addresses of object storage, such as `s3://bucket/news`."""

from __future__ import annotations

import re
from pathlib import Path

SCHEME = "s3://"
_ADDRESS = re.compile(r"s3://(?P<bucket>[A-Za-z0-9][A-Za-z0-9._-]{1,253})(?:/(?P<prefix>[^?#]*))?")


class AddressError(ValueError):
    """What stands for an address is none that can be used; the message does not repeat it."""


def is_address(place: str | Path) -> bool:
    """Whether a place is an address, not a path of this machine."""
    return "://" in str(place)


def split_address(address: str) -> tuple[str, str]:
    """Bucket and prefix (without slashes at its ends) of an address.

    Raises:
        AddressError: it is of another kind, or has something in it that does not belong there, such as keys.
    """
    if not address.startswith(SCHEME):
        raise AddressError("it must be an address such as s3://bucket/folder")
    refuse_credentials(address)
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise AddressError("it must be an address such as s3://bucket/folder")
    return found["bucket"], (found["prefix"] or "").strip("/")


def refuse_credentials(address: str) -> None:
    """Stop where something that may be keys stands before the bucket of an address.

    Raises:
        AddressError: it does.
    """
    bucket = address.removeprefix(SCHEME).partition("/")[0]
    if address.startswith(SCHEME) and ("@" in bucket or ":" in bucket):  # a key may hold a slash
        raise AddressError("credentials don't belong in an address: set them in the environment")
