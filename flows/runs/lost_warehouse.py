"""A warehouse that was there and is gone is told from one that was never made: by the raw store."""

from __future__ import annotations

from flows.landing.raw_store import RawStore
from flows.landing.run_request import Redo
from flows.settings import Settings
from warehouse.lake.address import LakeAddress


class WarehouseLostError(RuntimeError):
    """The warehouse file is gone though the raw store holds documents."""


def is_lost(settings: Settings) -> bool:
    """Whether there is a raw store with documents, and no warehouse."""
    return not settings.warehouse_path.exists() and RawStore(settings.raw_place).has_documents()


def refuse_lost(settings: Settings, redo: Redo = "nothing") -> None:
    """Stop unless there is a warehouse, or none was ever made, or all is to be made anew.

    Raises:
        WarehouseLostError: it is gone; a run that went on would publish only what the sources still hold.
    """
    if redo not in ("everything", "raw") and is_lost(settings):
        if isinstance(settings.warehouse_path, LakeAddress):
            raise WarehouseLostError(
                f"{settings.warehouse_path} holds no warehouse, but {settings.raw_place} holds documents:"
                " `wiremill lake import FILE` brings a warehouse file into it (one that is gone is made by"
                " `wiremill rebuild` without the setting `warehouse`)"
            )
        raise WarehouseLostError(
            f"the warehouse {settings.warehouse_path} is gone, but {settings.raw_place} holds its documents:"
            " `wiremill rebuild` makes it anew (for a fresh start, move both away)"
        )
