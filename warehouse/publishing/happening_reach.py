"""Join anew the happenings that a change can reach, and read no others.

Chosen are the events that changed and the whole happenings and groups they are of; loaded, all that share a
key with one of them. Where a happening that is not chosen turns out to be reached, it is chosen too, and what
is near it is loaded besides. What comes out is what joining all events gives; the cost is that of the
neighbourhoods.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import duckdb

from schemas.identity import EventRecord, HappeningLink, JoinedBefore
from warehouse.publishing.resolvers import RejoinHappenings

Read = Callable[[int], Iterator[list[EventRecord]]]
Store = Callable[[dict[str, str], dict[str, HappeningLink]], None]
# Where more than this share of all events is near one that changed, joining all of them is faster.
MOST_NEAR = 0.4
CHOSEN_AT_ONCE = 10_000  # of whole types; what is near them comes on top


@dataclass(slots=True)
class _Loaded:
    """What was read of some types, and how it was joined; `signs` is what joining keeps of it."""

    records: dict[str, list[EventRecord]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, str] = field(default_factory=dict)
    happenings: dict[str, str] = field(default_factory=dict)
    signs: dict[str, Any] = field(default_factory=dict)


def is_within_reach(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether few events are near one that changed, and what is stored was joined by the rules alone.

    Where a user's correction joined or parted mentions, the happenings do not tell how the rules did.
    """
    row = con.execute(
        """
        WITH own AS (
            SELECT event_no FROM store.event_numbers WHERE event_id IN (SELECT event_id FROM changed_events)
        ),
        own_keys AS (
            SELECT DISTINCT key FROM store.event_keys
            WHERE is_near AND event_no IN (SELECT event_no FROM own)
        )
        SELECT count(DISTINCT event_no) <= ? * (SELECT count(*) FROM store.event_numbers)
            AND NOT EXISTS (FROM store.events WHERE happening_reason = 'correction')
        FROM store.event_keys WHERE is_near AND key IN (SELECT key FROM own_keys)
        """,
        [MOST_NEAR],
    ).fetchone()
    return bool(row and row[0])


def rejoin_reached(
    con: duckdb.DuckDBPyConnection, rejoin: RejoinHappenings, read: Read, store: Store
) -> None:
    """Join anew what `changed_events` and `regrouped_events` reach.

    `read` reads the records of a part of temp table `block_events` by type, `store` keeps groups and links.
    Many types go round by round together: a statement reads tables of the whole warehouse, however little it
    looks for. No event is read twice.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE chosen_events AS SELECT event_id, TRUE AS is_changed"
        " FROM (FROM changed_events UNION FROM regrouped_events)"
    )
    con.execute("CREATE OR REPLACE TEMP TABLE read_events (event_id VARCHAR)")
    con.execute("CREATE OR REPLACE TEMP TABLE near_keys (event_no BIGINT, key BIGINT)")
    con.execute("CREATE OR REPLACE TEMP TABLE loaded_events (event_id VARCHAR)")
    _complete(con, is_changed=True)
    for (types,) in con.execute(_CUT_TYPES).fetchall():
        con.execute("CREATE OR REPLACE TEMP TABLE open_types AS SELECT unnest(?::VARCHAR[]) AS type", [types])
        loaded = _Loaded()
        while reached := _rejoin_types(con, rejoin, read, store, loaded):
            con.execute(_CHOOSE_REACHED, [sorted(h for found in reached.values() for h in found)])
            _complete(con, is_changed=False)
            con.execute("DELETE FROM open_types WHERE NOT list_contains(?::VARCHAR[], type)", [[*reached]])
    for name in ("chosen_events", "read_events", "near_keys", "loaded_events", "open_types"):
        con.execute(f"DROP TABLE IF EXISTS {name}")


_CUT_TYPES = f"""
WITH sizes AS (
    SELECT deed_type, (sum(count(*)) OVER (ORDER BY deed_type) - 1) // {CHOSEN_AT_ONCE} AS part
    FROM store.event_numbers JOIN chosen_events USING (event_id) GROUP BY deed_type
)
SELECT list(deed_type ORDER BY deed_type) FROM sizes GROUP BY part ORDER BY part
"""

_CHOOSE_REACHED = """
INSERT INTO chosen_events SELECT event_id, FALSE FROM store.events
WHERE happening_id IN (SELECT unnest(?::VARCHAR[])) AND event_id NOT IN (SELECT event_id FROM chosen_events)
"""


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


def _rejoin_types(
    con: duckdb.DuckDBPyConnection, rejoin: RejoinHappenings, read: Read, store: Store, loaded: _Loaded
) -> dict[str, frozenset[str]]:
    """Join the chosen events of the types that are open, and store them.

    Returns the happenings that have to be chosen first, by type, of the types where there are any.
    """
    _load_near(con, read, loaded)
    chosen: dict[str, set[str]] = defaultdict(set)
    changed: dict[str, set[str]] = defaultdict(set)
    for deed_type, event_id, is_changed in con.execute(_READ_CHOSEN).fetchall():
        chosen[deed_type].add(event_id)
        if is_changed:
            changed[deed_type].add(event_id)
    reached: dict[str, frozenset[str]] = {}
    groups: dict[str, str] = {}
    links: dict[str, HappeningLink] = {}
    for deed_type in sorted(chosen):
        records = loaded.records[deed_type]
        happenings = {record.event_id: loaded.happenings[record.event_id] for record in records}
        before = JoinedBefore(happenings, chosen[deed_type], changed[deed_type])
        found = rejoin(records, loaded.groups, before, loaded.signs)
        if found.reached:
            reached[deed_type] = found.reached
            continue
        if set(found.links) != set(before.chosen):
            raise ValueError(f"{len(found.links)} answers came back for {len(before.chosen)} events")
        groups |= {e: loaded.groups[e] for e in found.links}
        links |= found.links
        for record in loaded.records.pop(deed_type):
            loaded.signs.pop(record.event_id, None)
    store(groups, links)
    return reached


def _load_near(con: duckdb.DuckDBPyConnection, read: Read, loaded: _Loaded) -> None:
    """Read what is near the chosen events of the open types and was not read yet."""
    con.execute(_LIST_NEAR)
    con.execute("INSERT INTO loaded_events SELECT event_id FROM block_events")
    for event_id, group_id, happening_id in con.execute(_READ_BEFORE).fetchall():
        loaded.groups[event_id] = group_id
        loaded.happenings[event_id] = happening_id
    for records in read(0):
        loaded.records[records[0].event_type] += records


_READ_CHOSEN = """
SELECT deed_type, event_id, is_changed FROM store.event_numbers JOIN chosen_events USING (event_id)
WHERE deed_type IN (SELECT type FROM open_types)
"""

# The chosen events of the open types, and the whole happenings of all that share a key with one.
_LIST_NEAR = """
CREATE OR REPLACE TEMP TABLE block_events AS
WITH own AS (
    SELECT event_no FROM store.event_numbers JOIN chosen_events USING (event_id)
    WHERE deed_type IN (SELECT type FROM open_types)
),
own_keys AS (SELECT DISTINCT key FROM near_keys WHERE event_no IN (SELECT event_no FROM own)),
near AS (SELECT DISTINCT event_no FROM near_keys WHERE key IN (SELECT key FROM own_keys)),
known AS (
    SELECT DISTINCT s.happening_id, e.deed_type FROM store.event_numbers AS e JOIN near USING (event_no)
    JOIN store.events AS s USING (event_id)
)
SELECT e.event_id, e.event_no, 0 AS part
FROM store.event_numbers AS e JOIN store.events AS s USING (event_id)
JOIN known AS k ON k.happening_id = s.happening_id AND k.deed_type = e.deed_type
WHERE e.event_id NOT IN (SELECT event_id FROM loaded_events)
"""

_READ_BEFORE = """
SELECT s.event_id, s.event_group_id, s.happening_id
FROM block_events JOIN store.events AS s USING (event_id)
"""
