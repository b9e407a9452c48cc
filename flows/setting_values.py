"""Values of settings, from TOML or from text: each of its kind, or a reason in one line."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.source_settings import SettingsError
from flows.storage.addresses import is_address

PATHS = ("data", "releases", "corrections", "event_corrections", "knowledge_base")
TEXTS = ("model", "non_articles", "engine", "address", "exchange", "warehouse", "lake_files", "raw")
SWITCHES = {"true": True, "1": True, "false": False, "0": False}


def convert_value(name: str, value: Any) -> Any:
    """The value of a setting; a number or a switch may also stand as text, as in the environment.

    Raises:
        SettingsError: it is of another kind.
    """
    if name == "http_allow_networks":
        return read_networks(value)
    convert, wanted = _choose_kind(name)
    try:
        return convert(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise SettingsError(f"the setting {name} is {value!r}; it must be {wanted}") from error


def read_networks(value: Any) -> tuple[str, ...]:
    """Networks as a list, or as text separated by commas.

    Raises:
        SettingsError: one is no network, such as `127.0.0.0/8` or `10.1.2.3`.
    """
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise SettingsError(f"the setting http_allow_networks is {value!r}; it is a list of networks")
    try:
        return tuple(str(ipaddress.ip_network(str(part).strip(), strict=False)) for part in parts if part)
    except ValueError as error:
        raise SettingsError(f"the setting http_allow_networks: {error}") from error


def _choose_kind(name: str) -> tuple[Callable[[Any], Any], str]:
    """What reads a setting, and how its kind is called."""
    if name in PATHS:
        return (_read_place if name == "releases" else _read_path), "a path"
    if name in TEXTS:
        return _read_text, "text"
    if name in ("obey_robots", "report"):
        return _read_switch, "true or false"
    return (_read_number, "a number") if name.endswith("_seconds") else (_read_count, "a whole number")


def _read_text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError
    return value


def _read_path(value: Any) -> Path:
    if not isinstance(value, Path) and not _read_text(value).strip():
        raise ValueError
    return Path(value)


def _read_place(value: Any) -> Path | str:
    return value if isinstance(value, str) and is_address(value) else _read_path(value)


def _read_switch(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in SWITCHES:
        raise TypeError
    return SWITCHES[value.lower()]


def _read_count(value: Any) -> int:
    if type(value) is not int and not isinstance(value, str):
        raise TypeError
    return int(value)


def _read_number(value: Any) -> float:
    if isinstance(value, bool) or not math.isfinite(number := float(value)):
        raise TypeError
    return number
