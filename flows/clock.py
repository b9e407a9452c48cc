"""The time in UTC without a zone, as the warehouse stores it."""

from __future__ import annotations

from datetime import UTC, datetime


def read_clock() -> datetime:
    """Now, in UTC, to the microsecond."""
    return datetime.now(UTC).replace(tzinfo=None)
