"""Groups of mentions after a change: only those are made anew that it can have changed.

What makes mentions one group is told by two of them (parties on one day) or by their stories. So the groups
of which a story changed fall apart and are made anew, out of the stories of all their events; all others can
only grow, by events that share the parties of one day with them: they are read as far as these and their
stories go, and stay together whatever else they hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from schemas.identity import EventRecord
from warehouse.publishing.changed_documents import CHANGED_DOCUMENTS
from warehouse.publishing.common_keys import KINDS, KeyKind
from warehouse.publishing.event_keys import EVENT_END, EVENT_START
from warehouse.publishing.resolvers import GroupEvents

EVENTS_AT_ONCE = 20_000  # of whole types


def regroup_events(con: duckdb.DuckDBPyConnection, group_events: GroupEvents) -> None:
    """Group anew; temp table `regrouped_events` (event_id) names those whose group is another one.

    Reads the temp tables `touched`, `removed_events`, `restoried` and `reidentified`.

    Raises:
        ValueError: the function did not return an answer for each event.
    """
    con.execute("CREATE OR REPLACE TEMP TABLE regrouped_events (event_id VARCHAR)")
    con.execute(_FIND_OWN)
    con.execute(_FIND_READ)
    for (types,) in con.execute(_CUT_TYPES).fetchall():
        records, known = _read_records(con, types)
        groups = group_events(records, known)
        if groups.keys() != {r.event_id for r in records}:
            raise ValueError(f"{len(groups)} answers came back for {len(records)} events")
        _store_groups(con, groups)
    for name in ("own_events", "read_events"):
        con.execute(f"DROP TABLE {name}")


def _read_records(
    con: duckdb.DuckDBPyConnection, types: Sequence[str]
) -> tuple[list[EventRecord], dict[str, str]]:
    """The events of some types that are read, and the least event of each group that only may grow."""
    rows = con.execute(_SELECT_RECORDS, [types]).fetchall()
    records = [
        EventRecord(
            event_id, document_id, story_id, sentence_no, deed_type, trigger, status, start, end, None,
            tuple(actors or ()), tuple(recipients or ()), group or "",
        )
        for (
            event_id, document_id, story_id, sentence_no, deed_type, trigger, status, start, end,
            actors, recipients, group,
        ) in rows
    ]  # fmt: skip
    return records, dict(con.execute(_SELECT_KNOWN, [types]).fetchall())


def _store_groups(con: duckdb.DuckDBPyConnection, groups: Mapping[str, str]) -> None:
    """Store the groups of events that were read, and with them all others of their groups."""
    columns = {"event_id": groups.keys(), "event_group_id": groups.values()}
    con.register(
        "new_groups", pa.table({name: pa.array(told, pa.string()) for name, told in columns.items()})
    )
    con.execute(_FIND_MOVED)
    con.unregister("new_groups")
    con.execute("INSERT INTO regrouped_events SELECT event_id FROM moved_events")
    con.execute(
        "UPDATE store.events AS e SET event_group_id = m.event_group_id FROM moved_events AS m"
        " WHERE m.event_id = e.event_id"
    )
    con.execute("DROP TABLE moved_events")


# All of the groups that hold, or held, an event of a story in which something changed.
_FIND_OWN = f"""
CREATE OR REPLACE TEMP TABLE own_events AS
WITH stories AS (
    SELECT story_id FROM store.documents WHERE document_id IN ({CHANGED_DOCUMENTS})
    UNION SELECT story_id FROM removed_events
),
groups AS (
    SELECT event_group_id FROM store.events WHERE document_id IN (
        SELECT document_id FROM store.documents WHERE story_id IN (SELECT story_id FROM stories)
    )
    UNION SELECT event_group_id FROM removed_events
)
SELECT e.event_id, n.event_no FROM store.events AS e JOIN store.event_numbers AS n USING (event_id)
WHERE e.event_group_id IN (SELECT event_group_id FROM groups)
"""

_IS_OF_GROUPS = f"key % {KINDS} = {KeyKind.GROUP.value}"

# These, all that share a key of groups with one, and what the stories of all these tell of their types.
_FIND_READ = f"""
CREATE OR REPLACE TEMP TABLE read_events AS
WITH keys AS (
    SELECT DISTINCT key FROM store.event_keys
    WHERE {_IS_OF_GROUPS} AND event_no IN (SELECT event_no FROM own_events)
),
near AS (
    SELECT event_no FROM store.event_keys WHERE key IN (SELECT key FROM keys)
    UNION SELECT event_no FROM own_events
),
told AS (
    SELECT n.event_no, n.event_id, n.deed_type, d.story_id
    FROM store.event_numbers AS n JOIN store.documents AS d USING (document_id)
),
stories AS (SELECT DISTINCT story_id, deed_type FROM told WHERE event_no IN (SELECT event_no FROM near))
SELECT t.event_id, t.deed_type, o.event_id IS NOT NULL AS is_own
FROM told AS t JOIN stories USING (story_id, deed_type) LEFT JOIN own_events AS o USING (event_no)
"""

_CUT_TYPES = f"""
WITH sizes AS (
    SELECT deed_type, (sum(count(*)) OVER (ORDER BY deed_type) - 1) // {EVENTS_AT_ONCE} AS part
    FROM read_events GROUP BY deed_type
)
SELECT list(deed_type ORDER BY deed_type) FROM sizes GROUP BY part ORDER BY part
"""

# In the order of the fields of EventRecord, as far as groups depend on them.
_SELECT_RECORDS = f"""
WITH chosen AS (SELECT event_id FROM read_events WHERE deed_type IN (SELECT unnest(?::VARCHAR[]))),
parties AS (
    SELECT p.event_id,
        list(DISTINCT a.actor_id ORDER BY a.actor_id) FILTER (p.role = 'actor') AS actor_ids,
        list(DISTINCT a.actor_id ORDER BY a.actor_id) FILTER (p.role = 'recipient') AS recipient_ids
    FROM store.event_participants AS p
    JOIN store.document_actors AS a ON a.document_id = p.document_id AND a.entity_key = p.actor_id
    WHERE p.event_id IN (SELECT event_id FROM chosen) GROUP BY p.event_id
)
SELECT e.event_id, e.document_id, d.story_id, e.sentence_no, e.deed_type, e.trigger, e.status,
    {EVENT_START}, {EVENT_END}, p.actor_ids, p.recipient_ids, e.document_group_id
FROM chosen AS c JOIN store.events AS e USING (event_id) JOIN store.documents AS d USING (document_id)
LEFT JOIN parties AS p USING (event_id) ORDER BY e.event_id
"""

_SELECT_KNOWN = """
WITH known AS (
    SELECT e.event_id, e.event_group_id FROM read_events AS r JOIN store.events AS e USING (event_id)
    WHERE NOT r.is_own AND r.deed_type IN (SELECT unnest(?::VARCHAR[]))
),
leaders AS (
    SELECT event_group_id, min(event_id) AS leader_id FROM store.events
    WHERE event_group_id IN (SELECT event_group_id FROM known) GROUP BY event_group_id
)
SELECT event_id, leader_id FROM known JOIN leaders USING (event_group_id)
"""

_FIND_MOVED = """
CREATE OR REPLACE TEMP TABLE moved_events AS
WITH told AS (
    SELECT event_id, e.event_group_id AS old_id, n.event_group_id, r.is_own
    FROM new_groups AS n JOIN store.events AS e USING (event_id) JOIN read_events AS r USING (event_id)
    WHERE e.event_group_id <> n.event_group_id
),
grown AS (SELECT DISTINCT old_id, event_group_id FROM told WHERE NOT is_own)
SELECT event_id, event_group_id FROM told WHERE is_own
UNION ALL
SELECT e.event_id, g.event_group_id FROM store.events AS e JOIN grown AS g ON g.old_id = e.event_group_id
"""
