"""Join anew the happenings that a change can reach, and read no others.

Chosen are the events that changed and the whole happenings and groups they are of; loaded, all that share a
key with one of them. Where a happening that is not chosen turns out to be reached, it is chosen too. What
comes out is what joining all events gives; the cost is that of the neighbourhoods.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import duckdb

from schemas.identity import EventRecord, HappeningLink, JoinedBefore
from warehouse.publishing.resolvers import RejoinHappenings

Read = Callable[[], Sequence[EventRecord]]
Store = Callable[[dict[str, str], dict[str, HappeningLink]], None]
# Of more than this share of all events, joining all of them is faster: neighbourhoods are read several times.
MOST_CHANGED = 0.05


def is_within_reach(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether few events changed, and what is stored was joined by the rules alone.

    Where a user's correction joined or parted mentions, the happenings do not tell how the rules did.
    """
    row = con.execute(
        """
        SELECT (SELECT count(*) FROM changed_events) <= ? * (SELECT count(*) FROM store.events)
            AND NOT EXISTS (FROM store.events WHERE happening_reason = 'correction')
        """,
        [MOST_CHANGED],
    ).fetchone()
    return bool(row and row[0])


def rejoin_reached(
    con: duckdb.DuckDBPyConnection, rejoin: RejoinHappenings, read: Read, store: Store
) -> None:
    """Join anew what `changed_events` and `regrouped_events` reach.

    `read` reads the records of temp table `block_events`, `store` keeps groups and links.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE chosen_events AS SELECT event_id, TRUE AS is_changed"
        " FROM (FROM changed_events UNION FROM regrouped_events)"
    )
    con.execute("CREATE OR REPLACE TEMP TABLE read_events (event_id VARCHAR)")
    con.execute("CREATE OR REPLACE TEMP TABLE near_keys (event_no BIGINT, key BIGINT)")
    _complete(con, is_changed=True)
    kinds = con.execute(
        "SELECT DISTINCT deed_type FROM store.event_numbers JOIN chosen_events USING (event_id) ORDER BY 1"
    ).fetchall()
    for (kind,) in kinds:
        while reached := _rejoin(con, kind, rejoin, read, store):
            con.execute(
                "INSERT INTO chosen_events SELECT event_id, FALSE FROM store.events"
                " WHERE list_contains(?::VARCHAR[], happening_id)"
                " AND event_id NOT IN (SELECT event_id FROM chosen_events)",
                [sorted(reached)],
            )
            _complete(con, is_changed=False)
    for name in ("chosen_events", "read_events", "near_keys"):
        con.execute(f"DROP TABLE {name}")


def _complete(con: duckdb.DuckDBPyConnection, is_changed: bool) -> None:
    """Choose whole happenings and whole groups, and read who shares a key with one of their events.

    The keys of a large warehouse are read once for all types of deeds, and again only for what is added.
    """
    more = 1
    while more:
        row = con.execute(_ADD_WHOLE, [is_changed]).fetchone()
        more = row[0] if row else 0
    con.execute(_READ_KEYS)
    con.execute(
        "INSERT INTO read_events SELECT event_id FROM chosen_events"
        " WHERE event_id NOT IN (SELECT event_id FROM read_events)"
    )


_READ_KEYS = """
INSERT INTO near_keys
WITH fresh AS (
    SELECT event_no FROM store.event_numbers
    WHERE event_id IN (SELECT event_id FROM chosen_events)
        AND event_id NOT IN (SELECT event_id FROM read_events)
),
keys AS (
    SELECT DISTINCT key FROM store.event_keys
    WHERE is_near AND event_no IN (SELECT event_no FROM fresh) AND key NOT IN (SELECT key FROM near_keys)
)
SELECT event_no, key FROM store.event_keys WHERE is_near AND key IN (SELECT key FROM keys)
"""


_ADD_WHOLE = """
INSERT INTO chosen_events
WITH known AS (
    SELECT happening_id, event_group_id FROM store.events
    WHERE event_id IN (SELECT event_id FROM chosen_events)
)
SELECT event_id, ?::BOOLEAN FROM store.events
WHERE (happening_id IN (SELECT happening_id FROM known)
        OR event_group_id IN (SELECT event_group_id FROM known))
    AND event_id NOT IN (SELECT event_id FROM chosen_events)
"""


def _rejoin(
    con: duckdb.DuckDBPyConnection, kind: str, rejoin: RejoinHappenings, read: Read, store: Store
) -> frozenset[str]:
    """Join the chosen events of a type, and store it; or the happenings that have to be chosen first."""
    con.execute(_LOAD_NEAR, {"kind": kind})
    told = con.execute(_READ_BEFORE).fetchall()
    groups = {event_id: group for event_id, group, *_ in told}
    before = JoinedBefore(
        {event_id: happening for event_id, _, happening, _, _ in told},
        {event_id for event_id, _, _, is_chosen, _ in told if is_chosen},
        {event_id for event_id, _, _, _, is_changed in told if is_changed},
    )
    found = rejoin(read(), groups, before)
    if not found.reached:
        if set(found.links) != set(before.chosen):
            raise ValueError(f"{len(found.links)} answers came back for {len(before.chosen)} events")
        store({event_id: groups[event_id] for event_id in found.links}, dict(found.links))
    return found.reached


# The chosen events of a type, and the whole happenings of all that share a key with one.
_LOAD_NEAR = """
CREATE OR REPLACE TEMP TABLE block_events AS
WITH own AS (
    SELECT event_no FROM store.event_numbers JOIN chosen_events USING (event_id) WHERE deed_type = $kind
),
own_keys AS (SELECT DISTINCT key FROM near_keys WHERE event_no IN (SELECT event_no FROM own)),
near AS (SELECT DISTINCT event_no FROM near_keys WHERE key IN (SELECT key FROM own_keys)),
known AS (
    SELECT DISTINCT s.happening_id FROM store.event_numbers AS e JOIN near USING (event_no)
    JOIN store.events AS s USING (event_id)
)
SELECT e.event_id, e.event_no, 0 AS part FROM store.event_numbers AS e JOIN store.events AS s USING (event_id)
WHERE e.deed_type = $kind AND s.happening_id IN (SELECT happening_id FROM known)
"""

_READ_BEFORE = """
SELECT s.event_id, s.event_group_id, s.happening_id, c.is_changed IS NOT NULL, coalesce(c.is_changed, FALSE)
FROM block_events AS b JOIN store.events AS s USING (event_id) LEFT JOIN chosen_events AS c USING (event_id)
"""
