"""Whether the warehouse of the settings is a file or a lake, for what can be done with one of them only."""

from __future__ import annotations

from pathlib import Path

from flows.settings import Settings, SettingsError
from warehouse.lake.address import LakeAddress


def require_file(settings: Settings, command: str) -> Path:
    """The warehouse file.

    Raises:
        SettingsError: the warehouse is a lake.
    """
    place = settings.warehouse_path
    if isinstance(place, LakeAddress):
        raise SettingsError(
            f"{command} works on a warehouse file, and {place} is a lake that others may write:"
            " see docs/LAKE.md"
        )
    return place


def require_lake(settings: Settings) -> LakeAddress:
    """The address of the lake.

    Raises:
        SettingsError: the warehouse is a file.
    """
    place = settings.warehouse_path
    if isinstance(place, Path):
        raise SettingsError(
            f'the warehouse is the file {place}: set warehouse = "ducklake:sqlite:PATH" (see docs/LAKE.md)'
        )
    return place
