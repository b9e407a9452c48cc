"""The same real event in several sentences and articles: blocks of events out, group ids back in.

Events can only be one when they are of one type and bear the same dates, or, where one has no date, when
they stand in one story. These relations cut the events into blocks; only blocks that a publication
touches are grouped anew, so that the groups are a function of the set of events. Blocks are taken in
parts, so that the memory does not grow with the number of events.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import duckdb
import numpy as np
import pyarrow as pa

from schemas.identity import EventRecord, HappeningLink
from warehouse.publishing.components import join_components
from warehouse.publishing.happening_heirs import remember_leaders, settle_heirs
from warehouse.publishing.resolvers import Resolvers

Answer = TypeVar("Answer")

EVENTS_AT_ONCE = 10_000  # of whole blocks: a larger block is taken alone


def remember_events(con: duckdb.DuckDBPyConnection) -> None:
    """Keep dates and stories of the events of `touched` documents, before their rows are deleted."""
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE removed_events AS
        SELECT DISTINCT e.deed_type AS event_type, e.date_start, e.date_end, d.story_id
        FROM store.events AS e JOIN store.documents AS d USING (document_id)
        WHERE e.document_id IN (SELECT document_id FROM touched)
        """
    )
    remember_leaders(con)


def refresh_event_groups(con: duckdb.DuckDBPyConnection, resolvers: Resolvers) -> None:
    """Group the events of all blocks in which something changed, and join the groups to happenings.

    Reads the temp tables `touched`, `removed_events`, `restoried` and `reidentified`.

    Raises:
        ValueError: a function did not return an answer for each event.
    """
    settle_heirs(con)
    con.execute(_FIND_PLACES)
    con.execute(_NUMBER_PLACES)
    _load_blocks(con)
    con.execute(_CUT_PARTS.format(events_at_once=EVENTS_AT_ONCE))
    for (part,) in con.execute("SELECT DISTINCT part FROM block_events ORDER BY part").fetchall():
        groups: dict[str, str] = {}
        links: dict[str, HappeningLink] = {}
        for _, events in itertools.groupby(_read_events(con, part), key=lambda e: e.event_type):
            records = list(events)
            own = _check(records, resolvers.group_events(records))
            groups.update(own)
            links.update(_check(records, resolvers.join_happenings(records, own)))
        _store_groups(con, groups, links)
    for name in ("removed_events", "event_places", "numbered_places", "place_blocks", "block_events"):
        con.execute(f"DROP TABLE {name}")


def _check(events: list[EventRecord], answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    if answers.keys() != {e.event_id for e in events}:
        raise ValueError(f"{len(answers)} answers came back for {len(events)} events")
    return answers


# Where events stand: with their period or, when they have none, with their story.
_FIND_PLACES = """
CREATE OR REPLACE TEMP TABLE event_places AS
WITH changed AS (
    SELECT document_id FROM touched
    UNION SELECT document_id FROM restoried
    UNION SELECT document_id FROM reidentified
)
SELECT e.deed_type AS event_type, d.story_id, e.date_start,
    if(e.date_start IS NULL, NULL, coalesce(e.date_end, e.date_start)) AS date_end,
    bool_or(e.document_id IN (SELECT document_id FROM changed)) AS is_changed, count(*) AS event_count
FROM store.events AS e JOIN store.documents AS d USING (document_id) GROUP BY ALL
UNION ALL
SELECT event_type, story_id, date_start, if(date_start IS NULL, NULL, coalesce(date_end, date_start)), TRUE, 0
FROM removed_events
"""

_NUMBER_PLACES = """
CREATE OR REPLACE TEMP TABLE numbered_places AS
SELECT row_number() OVER () - 1 AS place_no, event_type, date_start, date_end,
    if(date_start IS NULL, story_id, NULL) AS story_id,
    bool_or(is_changed) AS is_changed, sum(event_count)::BIGINT AS event_count
FROM event_places GROUP BY ALL
"""

# An undated event may be any of its type that its story dates.
_FIND_LINKS = """
SELECT DISTINCT undated.place_no AS one, dated.place_no AS other
FROM numbered_places AS undated
JOIN event_places AS told ON told.event_type = undated.event_type AND told.story_id = undated.story_id
JOIN numbered_places AS dated ON dated.event_type = told.event_type
    AND dated.date_start = told.date_start AND dated.date_end = told.date_end
"""

_CUT_PARTS = """
CREATE OR REPLACE TEMP TABLE block_events AS
WITH blocks AS (
    SELECT b.block_no, sum(p.event_count) AS event_count
    FROM numbered_places AS p JOIN place_blocks AS b USING (place_no)
    GROUP BY b.block_no HAVING bool_or(p.is_changed)
),
parts AS (
    SELECT block_no, (sum(event_count) OVER (ORDER BY block_no) - 1) // {events_at_once} AS part FROM blocks
)
SELECT e.event_id, parts.part
FROM store.events AS e JOIN store.documents AS d USING (document_id)
JOIN numbered_places AS p ON p.event_type = e.deed_type
    AND p.date_start IS NOT DISTINCT FROM e.date_start
    AND p.date_end IS NOT DISTINCT FROM if(e.date_start IS NULL, NULL, coalesce(e.date_end, e.date_start))
    AND p.story_id IS NOT DISTINCT FROM if(e.date_start IS NULL, d.story_id, NULL)
JOIN place_blocks AS b USING (place_no) JOIN parts USING (block_no)
"""


def _load_blocks(con: duckdb.DuckDBPyConnection) -> None:
    """Join the places that undated events link, as temp table `place_blocks`."""
    row = con.execute("SELECT count(*) FROM numbered_places").fetchone()
    links = con.execute(_FIND_LINKS).fetchnumpy()
    places = np.arange(row[0] if row else 0)
    blocks = join_components(places, np.asarray(links["one"]), np.asarray(links["other"]))
    con.register("place_blocks_arrow", pa.table({"place_no": places, "block_no": blocks}))
    con.execute("CREATE OR REPLACE TEMP TABLE place_blocks AS FROM place_blocks_arrow")
    con.unregister("place_blocks_arrow")


def _read_events(con: duckdb.DuckDBPyConnection, part: int) -> Iterator[EventRecord]:
    """The events of some blocks, by type."""
    rows = con.execute(
        f"""
        WITH chosen AS (SELECT event_id FROM block_events WHERE part = {part}),
        parties AS (
            SELECT p.event_id,
                list(DISTINCT a.actor_id ORDER BY a.actor_id) FILTER (p.role = 'actor') AS actor_ids,
                list(DISTINCT a.actor_id ORDER BY a.actor_id) FILTER (p.role = 'recipient') AS recipient_ids,
                list(DISTINCT a.actor_id || '|' || a.country_code) FILTER (a.country_code IS NOT NULL)
                    AS party_countries
            FROM store.event_participants AS p
            JOIN store.document_actors AS a ON a.document_id = p.document_id AND a.entity_key = p.actor_id
            WHERE p.event_id IN (FROM chosen)
            GROUP BY p.event_id
        )
        SELECT e.event_id, e.document_id, d.story_id, e.sentence_no, e.deed_type, e.trigger, e.status,
            e.date_start, e.date_end, e.place_country_code, p.actor_ids, p.recipient_ids, e.document_group_id,
            e.event_mode, place.actor_id, heir.leader_id,
            p.party_countries
        FROM store.events AS e JOIN store.documents AS d USING (document_id)
        LEFT JOIN parties AS p USING (event_id)
        LEFT JOIN store.document_actors AS place
            ON place.document_id = e.document_id AND place.entity_key = e.place_actor_id
        LEFT JOIN ops.happening_heirs AS heir ON heir.event_id = e.event_id
        WHERE e.event_id IN (FROM chosen)
        ORDER BY e.deed_type, e.event_id
        """
    ).fetchall()
    return (
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
            document_group_id=document_group_id or "",
            event_mode=event_mode,
            place_id=place_id,
            inherited_id=inherited_id,
            party_countries=_pair_countries(countries or ()),
        )
        for (
            event_id, document_id, story_id, sentence_no, event_type, trigger, status, date_start,
            date_end, place, actors, recipients, document_group_id, event_mode, place_id,
            inherited_id, countries,
        ) in rows
    )  # fmt: skip


def _pair_countries(told: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Actor ids with their countries, which the database gives as `id|code`; one country an actor."""
    return tuple(
        sorted({actor: code for actor, _, code in (t.rpartition("|") for t in sorted(told))}.items())
    )


def _store_groups(
    con: duckdb.DuckDBPyConnection, groups: Mapping[str, str], links: Mapping[str, HappeningLink]
) -> None:
    table = pa.table(
        {
            "event_id": pa.array(groups.keys(), pa.string()),
            "event_group_id": pa.array(groups.values(), pa.string()),
            "happening_id": pa.array([links[e].happening_id for e in groups], pa.string()),
            "happening_reason": pa.array([links[e].reason for e in groups], pa.string()),
        }
    )
    con.register("new_groups", table)
    con.execute(
        """
        UPDATE store.events AS e SET event_group_id = n.event_group_id, happening_id = n.happening_id,
            happening_reason = n.happening_reason
        FROM new_groups AS n
        WHERE n.event_id = e.event_id AND (n.event_group_id, n.happening_id, n.happening_reason)
            IS DISTINCT FROM (e.event_group_id, e.happening_id, e.happening_reason)
        """
    )
    con.unregister("new_groups")
