"""Store what joins events to happenings."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa

from schemas.identity import LINK_REASONS, HappeningLinks
from warehouse.publishing.packed_mentions import Texts


def store_links(con: duckdb.DuckDBPyConnection, event_ids: Sequence[str], links: HappeningLinks) -> None:
    """Write happening and reason of the events that have a link, where they are others than before."""
    told = pa.array(np.flatnonzero(links.places >= 0))
    ids = event_ids.column if isinstance(event_ids, Texts) else pa.array(event_ids, pa.string())
    places, reasons = pa.array(links.places).take(told), pa.array(links.reasons).take(told)
    table = {
        "event_id": ids.take(told),
        "happening_id": pa.array(links.happening_ids, pa.string()).take(places),
        "happening_reason": pa.array(LINK_REASONS, pa.string()).take(reasons),
    }
    con.register("new_links", pa.table(table))
    con.execute(
        """
        UPDATE store.events AS e SET happening_id = n.happening_id, happening_reason = n.happening_reason
        FROM new_links AS n
        WHERE n.event_id = e.event_id AND (n.happening_id, n.happening_reason)
            IS DISTINCT FROM (e.happening_id, e.happening_reason)
        """
    )
    con.unregister("new_links")
