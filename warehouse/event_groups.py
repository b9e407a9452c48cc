"""The same real event in several sentences and articles: blocks of events out, group ids back in.

Events can only be one when they are of one type and their dates overlap, or, where one has no date, when
they stand in one story. These relations cut the events into blocks; only blocks that a publication
touches are grouped anew, so that the groups are a function of the set of events.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from schemas.identity import EventRecord
from warehouse.components import join_components
from warehouse.resolvers import GroupEvents


def remember_events(con: duckdb.DuckDBPyConnection) -> None:
    """Keep dates and stories of the events of `touched` documents, before their rows are deleted."""
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE removed_events AS
        SELECT e.event_type, e.date_start, e.date_end, d.story_id
        FROM store.events AS e JOIN store.documents AS d USING (document_id)
        WHERE e.document_id IN (SELECT document_id FROM touched)
        """
    )


def refresh_event_groups(con: duckdb.DuckDBPyConnection, group_events: GroupEvents) -> None:
    """Group the events of all blocks in which something changed.

    Reads the temp tables `touched`, `removed_events`, `restoried` and `reidentified`.

    Raises:
        ValueError: the function did not return a group id for each event.
    """
    con.execute(_FIND_WINDOWS)
    _load_blocks(con)
    found: dict[str, str] = {}
    for _, events in itertools.groupby(_read_events(con), key=lambda e: e.event_type):
        listed = list(events)
        groups = group_events(listed)
        if groups.keys() != {e.event_id for e in listed}:
            raise ValueError(f"{len(groups)} group ids came back for {len(listed)} events")
        found.update(groups)
    _store_groups(con, found)


# An island is a run of events of one type whose dates overlap. Events without a date have none.
_FIND_WINDOWS = """
CREATE OR REPLACE TEMP TABLE event_windows AS
WITH changed AS (
    SELECT document_id FROM touched
    UNION SELECT document_id FROM restoried
    UNION SELECT document_id FROM reidentified
),
windows AS (
    SELECT e.event_id, e.event_type, d.story_id, coalesce(e.date_start, e.date_end) AS first_on,
        coalesce(e.date_end, e.date_start) AS last_on,
        e.document_id IN (SELECT document_id FROM changed) AS is_changed
    FROM store.events AS e JOIN store.documents AS d USING (document_id)
    UNION ALL
    SELECT NULL, event_type, story_id, coalesce(date_start, date_end), coalesce(date_end, date_start), TRUE
    FROM removed_events
),
marked AS (
    SELECT *, coalesce(first_on > max(last_on) OVER (
        PARTITION BY event_type, first_on IS NULL ORDER BY first_on, last_on, event_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), TRUE) AS is_start
    FROM windows
)
SELECT event_id, event_type, story_id, is_changed, CASE WHEN first_on IS NOT NULL
THEN sum(is_start::INT) OVER (
    PARTITION BY event_type, first_on IS NULL ORDER BY first_on, last_on, event_id ROWS UNBOUNDED PRECEDING
) END AS island
FROM marked
"""


def _load_blocks(con: duckdb.DuckDBPyConnection) -> None:
    """Join islands and stories that share an undated event's story; keep the blocks that changed."""
    links = con.execute(
        """
        SELECT DISTINCT w.event_type, w.story_id, w.island FROM event_windows AS w
        WHERE EXISTS (
            FROM event_windows AS u
            WHERE u.island IS NULL AND u.event_type = w.event_type AND u.story_id = w.story_id
        )
        """
    ).fetchall()
    edges = [((kind, story), (kind, island)) for kind, story, island in links if island is not None]
    nodes = {(kind, story) for kind, story, _ in links} | {island for _, island in edges}
    changed = con.execute(
        "SELECT DISTINCT event_type, story_id, island FROM event_windows WHERE is_changed"
    ).fetchall()
    starts = {(kind, story if island is None else island) for kind, story, island in changed}
    component = dict(join_components(nodes | starts, edges))
    wanted = {component[start] for start in starts}
    keys = [node for node, name in component.items() if name in wanted]
    islands = [(kind, place) for kind, place in keys if not isinstance(place, str)]
    stories = [(kind, place) for kind, place in keys if isinstance(place, str)]
    _load_keys(con, "changed_islands", "island", islands, pa.int64())
    _load_keys(con, "changed_stories", "story_id", stories, pa.string())


def _load_keys(
    con: duckdb.DuckDBPyConnection,
    name: str,
    column: str,
    keys: Sequence[tuple[str, object]],
    kind: pa.DataType,
) -> None:
    types, places = pa.array([k for k, _ in keys], pa.string()), pa.array([p for _, p in keys], kind)
    con.register("block_keys", pa.table({"event_type": types, column: places}))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM block_keys")
    con.unregister("block_keys")


def _read_events(con: duckdb.DuckDBPyConnection) -> list[EventRecord]:
    rows = con.execute(
        """
        WITH chosen AS (
            SELECT event_id FROM event_windows JOIN changed_islands USING (event_type, island)
            WHERE event_id IS NOT NULL
            UNION
            SELECT event_id FROM event_windows JOIN changed_stories USING (event_type, story_id)
            WHERE event_id IS NOT NULL AND event_windows.island IS NULL
        ),
        parties AS (
            SELECT p.event_id,
                list(DISTINCT a.actor_id ORDER BY a.actor_id) FILTER (p.role = 'actor') AS actor_ids,
                list(DISTINCT a.actor_id ORDER BY a.actor_id) FILTER (p.role = 'recipient') AS recipient_ids
            FROM store.event_participants AS p
            JOIN store.document_actors AS a ON a.document_id = p.document_id AND a.entity_key = p.actor_id
            WHERE p.event_id IN (FROM chosen)
            GROUP BY p.event_id
        )
        SELECT e.event_id, e.document_id, d.story_id, e.sentence_no, e.event_type, e.trigger, e.status,
            e.date_start, e.date_end, e.place_country_code, p.actor_ids, p.recipient_ids
        FROM store.events AS e JOIN store.documents AS d USING (document_id)
        LEFT JOIN parties AS p USING (event_id)
        WHERE e.event_id IN (FROM chosen)
        ORDER BY e.event_type, e.event_id
        """
    ).fetchall()
    return [
        EventRecord(
            event_id=event_id,
            document_id=document_id,
            story_id=story_id,
            sentence_no=sentence_no,
            event_type=event_type,
            trigger=trigger,
            status=status,
            date_start=date_start,
            date_end=date_end,
            place_country_code=place,
            actor_ids=tuple(actors or ()),
            recipient_ids=tuple(recipients or ()),
        )
        for (
            event_id, document_id, story_id, sentence_no, event_type, trigger, status, date_start,
            date_end, place, actors, recipients,
        ) in rows
    ]  # fmt: skip


def _store_groups(con: duckdb.DuckDBPyConnection, groups: dict[str, str]) -> None:
    table = pa.table(
        {
            "event_id": pa.array(groups.keys(), pa.string()),
            "event_group_id": pa.array(groups.values(), pa.string()),
        }
    )
    con.register("new_groups", table)
    con.execute(
        """
        UPDATE store.events AS e SET event_group_id = n.event_group_id FROM new_groups AS n
        WHERE n.event_id = e.event_id AND n.event_group_id <> e.event_group_id
        """
    )
    con.unregister("new_groups")
