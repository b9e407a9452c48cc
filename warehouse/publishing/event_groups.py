"""The same real event in several sentences and articles: events out, ids of groups and happenings back in.

Only groups that a publication can change are made anew (`regrouping.py`), and of the happenings those that it
reaches (`happening_reach.py`), or those of whole types, one after the other: all are a function of the set of
events.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import duckdb

from schemas.identity import EventRecord
from warehouse.publishing.event_keys import (
    EVENT_END,
    EVENT_START,
    list_keys,
)
from warehouse.publishing.event_pairs import pair_events
from warehouse.publishing.happening_heirs import settle_heirs
from warehouse.publishing.happening_links import store_links
from warehouse.publishing.happening_reach import is_within_reach, rejoin_reached
from warehouse.publishing.packed_mentions import read_mentions
from warehouse.publishing.regrouping import regroup_events
from warehouse.publishing.resolvers import Resolvers


def refresh_event_groups(con: duckdb.DuckDBPyConnection, resolvers: Resolvers) -> None:
    """Group the events of all blocks in which something changed, and join what it reaches to happenings.

    Reads the temp tables `touched`, `removed_events`, `restoried` and `reidentified`.

    Raises:
        ValueError: a function did not return an answer for each event.
    """
    settle_heirs(con)
    pairing = resolvers.mention_pairing
    list_keys(con, pairing.rules if pairing else "")
    pair_events(con, pairing, partial(read_events, con))
    regroup_events(con, resolvers.group_events)
    rejoin = resolvers.rejoin_happenings
    if rejoin is not None and is_within_reach(con):
        rejoin_reached(con, rejoin)
    else:
        _join_types(con, resolvers)
    con.execute("DROP TABLE regrouped_events")
    for name in ("removed_events", "changed_events", "block_events"):
        con.execute(f"DROP TABLE IF EXISTS {name}")


def _join_types(con: duckdb.DuckDBPyConnection, resolvers: Resolvers) -> None:
    """Join the events of whole types in which something changed, one after the other."""
    con.execute(_CUT_TYPES)
    for (part,) in _list_parts(con):
        mentions = read_mentions(con, part)
        links = resolvers.join_happenings(mentions)
        if len(links.places) != len(mentions.event_ids) or (links.places < 0).any():
            raise ValueError(
                f"{(links.places >= 0).sum()} answers came back for {len(mentions.event_ids)} events"
            )
        store_links(con, mentions.event_ids, links)


# Events of two types never join.
_CUT_TYPES = """
CREATE OR REPLACE TEMP TABLE block_events AS
WITH types AS (
    SELECT deed_type, row_number() OVER (ORDER BY deed_type) AS part FROM store.event_numbers
    WHERE event_id IN (SELECT event_id FROM changed_events) GROUP BY deed_type
)
SELECT event_id, event_no, part FROM store.event_numbers JOIN types USING (deed_type)
"""


def _list_parts(con: duckdb.DuckDBPyConnection) -> list[tuple[int]]:
    return con.execute("SELECT DISTINCT part FROM block_events ORDER BY part").fetchall()


def read_events(con: duckdb.DuckDBPyConnection, part: int) -> Iterator[EventRecord]:
    """The events of some blocks, by type; those of a document share its names and its beginning."""
    told = {d: (tuple(names or ()), lead) for d, names, lead in con.execute(_SELECT_NAMES, [part]).fetchall()}
    found = con.execute(_SELECT_RECORDS.format(part=part, start=EVENT_START, end=EVENT_END))
    columns = [column[0] for column in found.description or ()]
    lists = [columns.index(name) for name in _LISTS]
    document = columns.index("document_id")
    while rows := found.fetchmany(RECORDS_AT_ONCE):
        for row in rows:
            values: list[Any] = [*row]
            for place in lists:
                values[place] = tuple(values[place] or ())
            names, lead = told.get(row[document], ((), ""))
            yield EventRecord(**dict(zip(columns, values, strict=True)), names=names, lead=lead)


RECORDS_AT_ONCE = 5_000
_LISTS = ("actor_ids", "recipient_ids", "actor_countries", "recipient_countries")

LEAD = 700  # characters of a text that say what it is about

_SELECT_NAMES = f"""
WITH compared AS (
    SELECT DISTINCT document_id FROM store.event_numbers
    WHERE event_no IN (SELECT event_no FROM block_events WHERE part = ?)
),
names AS (
    SELECT document_id, list(DISTINCT actor_id ORDER BY actor_id) AS names
    FROM store.document_actors WHERE document_id IN (FROM compared) GROUP BY document_id
)
SELECT d.document_id, n.names, concat_ws(chr(10), d.title, left(d.text, {LEAD}))
FROM store.documents AS d LEFT JOIN names AS n USING (document_id)
WHERE d.document_id IN (FROM compared)
"""

# Named as the fields of EventRecord.
_SELECT_RECORDS = """
WITH chosen AS (SELECT event_id, event_no FROM block_events WHERE part = {part}),
told AS (
    SELECT p.event_id, p.role, a.actor_id, a.country_code
    FROM store.event_participants AS p
    JOIN store.document_actors AS a ON a.document_id = p.document_id AND a.entity_key = p.actor_id
    WHERE p.event_id IN (SELECT event_id FROM chosen)
),
parties AS (
    SELECT event_id,
        list(DISTINCT actor_id ORDER BY actor_id) FILTER (role = 'actor') AS actor_ids,
        list(DISTINCT actor_id ORDER BY actor_id) FILTER (role = 'recipient') AS recipient_ids,
        list(DISTINCT country_code ORDER BY country_code)
            FILTER (role = 'actor' AND country_code IS NOT NULL) AS actor_countries,
        list(DISTINCT country_code ORDER BY country_code)
            FILTER (role = 'recipient' AND country_code IS NOT NULL) AS recipient_countries
    FROM told GROUP BY event_id
)
SELECT e.event_id, e.document_id, d.story_id, e.sentence_no, e.deed_type AS event_type, e.trigger, e.status,
    {start}, {end},
    e.place_country_code, p.actor_ids, p.recipient_ids,
    coalesce(e.document_group_id, '') AS document_group_id, e.event_mode, place.actor_id AS place_id,
    e.place_text, e.date_method, p.actor_countries, p.recipient_countries, e.text, e.is_sure, d.published_on
FROM chosen AS c JOIN store.events AS e USING (event_id) JOIN store.documents AS d USING (document_id)
LEFT JOIN parties AS p USING (event_id)
LEFT JOIN store.document_actors AS place
    ON place.document_id = e.document_id AND place.entity_key = e.place_actor_id
ORDER BY e.deed_type, e.event_id
"""
