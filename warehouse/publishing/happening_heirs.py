"""Happenings keep their ids when the mention that named them goes: another mention inherits the name."""

from __future__ import annotations

import duckdb

from schemas.operations import HappeningHeir
from warehouse.connect import WarehouseMissingError, open_warehouse
from warehouse.damage import WarehouseDamagedError
from warehouse.lake.address import WarehousePlace
from warehouse.rows import insert_rows, read_rows
from warehouse.transaction import run_transaction


def remember_leaders(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the members of all happenings that `replaced` documents tell of, before their rows are deleted."""
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE old_members AS
        SELECT e.happening_id, e.event_id,
            min(least(e.event_id, coalesce(h.leader_id, e.event_id)))
                OVER (PARTITION BY e.happening_id) AS leader_id
        FROM store.events AS e LEFT JOIN ops.happening_heirs AS h USING (event_id)
        WHERE e.happening_id IN (
            SELECT happening_id FROM store.events WHERE document_id IN (SELECT document_id FROM replaced)
        )
        """
    )


def settle_heirs(con: duckdb.DuckDBPyConnection) -> None:
    """Choose an heir for each remembered happening whose leader is gone; the least of its mentions left.

    A leader that came back, and heirs that went, take their rows away; heirs that a rebuild has still to read
    keep them.
    """
    con.execute(
        """
        DELETE FROM ops.happening_heirs
        WHERE (event_id IN (SELECT event_id FROM old_members)
                AND event_id NOT IN (SELECT event_id FROM store.events))
            OR leader_id IN (SELECT event_id FROM store.events)
            OR leader_id IN (SELECT leader_id FROM old_members)
        """
    )
    con.execute(
        """
        INSERT INTO ops.happening_heirs BY NAME
        SELECT min(event_id) AS event_id, leader_id FROM old_members
        WHERE event_id IN (SELECT event_id FROM store.events)
            AND leader_id NOT IN (SELECT event_id FROM store.events)
        GROUP BY leader_id
        """
    )
    con.execute("DROP TABLE old_members")


def read_heirs(path: WarehousePlace) -> list[HappeningHeir]:
    """The heirs of a warehouse that is about to be made anew; none where its file is lost or damaged."""
    try:
        with open_warehouse(path, read_only=True) as con:
            return read_rows(con, HappeningHeir)
    except (WarehouseMissingError, WarehouseDamagedError, duckdb.Error):
        return []


def keep_heirs(con: duckdb.DuckDBPyConnection, heirs: list[HappeningHeir]) -> None:
    """Give a new warehouse the heirs of the old one, before its mentions are read again."""
    run_transaction(con, lambda: insert_rows(con, HappeningHeir, heirs))
