"""How a source writes its dates: the order of day and month, and the time zone of its clocks.

Both hold for one document while it is cleaned, and are asked wherever a date of publication is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class DateConventions:
    """`day_first` says whether 04/05/2024 is 4 May; `zone` is that of clocks without one
    and of the day on which a moment falls; None: not known.
    """

    day_first: bool | None = None
    zone: tzinfo | None = None


_NONE = DateConventions()
_CURRENT: ContextVar[DateConventions] = ContextVar("date_conventions", default=_NONE)


def read_conventions() -> DateConventions:
    """The conventions of the document that is cleaned."""
    return _CURRENT.get()


@contextmanager
def use_conventions(metadata: Mapping[str, str]) -> Iterator[None]:
    """Hold what a source states as `day_first` and `timezone` while its document is cleaned."""
    stated = metadata.get("day_first")
    zone = metadata.get("timezone")
    token = _CURRENT.set(
        DateConventions(None if stated is None else stated == "true", ZoneInfo(zone) if zone else None)
    )
    try:
        yield
    finally:
        _CURRENT.reset(token)
