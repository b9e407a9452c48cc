"""What a source may say about all its documents, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flows.sources.record_fields import ROLES

SOURCE_METADATA = (
    "publisher",
    "agency",
    "language",
    "day_first",
    "timezone",
    "fiscal_year_start",
    "non_articles",
)
NON_ARTICLE_POLICIES = ("refuse", "mark")


class SettingsError(ValueError):
    """A setting is unknown or makes no sense; the message names the place."""


def read_source_metadata(entry: Mapping[str, Any], place: str) -> dict[str, str]:
    """The settings that hold for each document of a source, as strings.

    Raises:
        SettingsError: a value makes no sense.
    """
    for key, is_good, wanted in (
        ("day_first", isinstance(entry.get("day_first"), bool), "true or false"),
        ("timezone", _is_zone(entry.get("timezone")), 'the name of a time zone ("Europe/Oslo")'),
        ("fiscal_year_start", _is_month(entry.get("fiscal_year_start")), "a month, 1 to 12"),
        ("non_articles", entry.get("non_articles") in NON_ARTICLE_POLICIES, "refuse or mark"),
    ):
        if key in entry and not is_good:
            raise SettingsError(f"{place}: {key} is {entry[key]!r}; it must be {wanted}")
    found = {key: entry[key] for key in SOURCE_METADATA if key in entry}
    return {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in found.items()}


def read_field_mapping(entry: Any, place: str) -> dict[str, str]:
    """`[sources.fields]`: what a record says by the name of its field.

    Raises:
        SettingsError: it names something that no record says.
    """
    if not isinstance(entry, dict) or not all(isinstance(name, str) and name for name in entry.values()):
        raise SettingsError(f'{place}: fields must name fields: text = "story", published = "meta.day"')
    if unknown := set(entry) - set(ROLES):
        known = ", ".join(ROLES)
        raise SettingsError(f"{place}: fields: unknown {', '.join(sorted(unknown))}; known: {known}")
    return dict(entry)


def read_max_pages(value: Any, place: str) -> int:
    """How many pages of a sitemap are fetched.

    Raises:
        SettingsError: not a number from 1 on.
    """
    if type(value) is not int or value < 1:
        raise SettingsError(f"{place}: max_pages is {value!r}; it must be a number from 1 on")
    return value


def _is_month(value: Any) -> bool:
    return type(value) is int and 1 <= value <= 12


def _is_zone(value: Any) -> bool:
    try:
        ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):
        return False
    return isinstance(value, str)
