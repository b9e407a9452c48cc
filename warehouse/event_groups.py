"""The same real event in several sentences and articles: blocks of events out, group ids back in.

Events can only be one when they are of one type and bear the same dates, or, where one has no date, when
they stand in one story. These relations cut the events into blocks; only blocks that a publication
touches are grouped anew, so that the groups are a function of the set of events.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from schemas.identity import EventRecord
from warehouse.components import join_components
from warehouse.resolvers import GroupEvents

READ_AT_ONCE = 5_000


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
    con.execute(_FIND_PLACES)
    _load_blocks(con)
    found: dict[str, str] = {}
    for _, events in itertools.groupby(_read_events(con), key=lambda e: e.event_type):
        listed = list(events)
        groups = group_events(listed)
        if groups.keys() != {e.event_id for e in listed}:
            raise ValueError(f"{len(groups)} group ids came back for {len(listed)} events")
        found.update(groups)
    _store_groups(con, found)


# Where an event stands: with its period or, when it has none, with its story.
_FIND_PLACES = """
CREATE OR REPLACE TEMP TABLE event_places AS
WITH changed AS (
    SELECT document_id FROM touched
    UNION SELECT document_id FROM restoried
    UNION SELECT document_id FROM reidentified
)
SELECT e.event_id, e.event_type, d.story_id,
    e.date_start || '/' || coalesce(e.date_end, e.date_start) AS period,
    e.document_id IN (SELECT document_id FROM changed) AS is_changed
FROM store.events AS e JOIN store.documents AS d USING (document_id)
UNION ALL
SELECT NULL, event_type, story_id, date_start || '/' || coalesce(date_end, date_start), TRUE
FROM removed_events
"""

_FIND_LINKS = """
SELECT DISTINCT event_type, story_id, period FROM event_places
WHERE period IS NOT NULL AND (event_type, story_id) IN (
    SELECT (event_type, story_id) FROM event_places WHERE period IS NULL
)
"""

_Place = tuple[str, str, bool]  # type, period or story, whether it is a period


def _load_blocks(con: duckdb.DuckDBPyConnection) -> None:
    """Join the periods and stories that an undated event links; keep the blocks that changed."""
    edges: list[tuple[_Place, _Place]] = [
        ((kind, story, False), (kind, period, True))
        for kind, story, period in con.execute(_FIND_LINKS).fetchall()
    ]
    changed = con.execute(
        "SELECT DISTINCT event_type, coalesce(period, story_id), period IS NOT NULL FROM event_places"
        " WHERE is_changed"
    ).fetchall()
    nodes = {place for edge in edges for place in edge} | set(changed)
    component = dict(join_components(nodes, edges))
    wanted = {component[place] for place in changed}
    keys = [place for place, name in component.items() if name in wanted]
    columns = {
        "event_type": pa.array([kind for kind, _, _ in keys], pa.string()),
        "place": pa.array([place for _, place, _ in keys], pa.string()),
        "is_dated": pa.array([is_dated for _, _, is_dated in keys], pa.bool_()),
    }
    con.register("block_keys", pa.table(columns))
    con.execute("CREATE OR REPLACE TEMP TABLE changed_places AS FROM block_keys")
    con.unregister("block_keys")


def _read_events(con: duckdb.DuckDBPyConnection) -> Iterator[EventRecord]:
    """The events of the changed blocks, by type; read in parts, so that not all are held at once."""
    found = con.execute(
        """
        WITH chosen AS (
            SELECT p.event_id FROM event_places AS p JOIN changed_places AS c
                ON c.event_type = p.event_type AND c.place = coalesce(p.period, p.story_id)
                AND c.is_dated = (p.period IS NOT NULL)
            WHERE p.event_id IS NOT NULL
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
    )
    while rows := found.fetchmany(READ_AT_ONCE):
        yield from (
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
        )  # fmt: skip


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
