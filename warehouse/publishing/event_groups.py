"""The same real event in several sentences and articles: blocks of events out, group ids back in.

Only blocks that a publication touches are grouped anew, and of the happenings those that it reaches
(`happening_reach.py`): both are a function of the set of events. Blocks are taken in parts, so that the
memory does not grow with the number of events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from schemas.identity import EventRecord, HappeningLink
from warehouse.publishing.event_blocks import (
    EVENT_END,
    EVENT_START,
    cut_blocks,
    drop_blocks,
    list_keys,
)
from warehouse.publishing.event_pairs import pair_events
from warehouse.publishing.happening_heirs import settle_heirs
from warehouse.publishing.happening_reach import is_within_reach, rejoin_reached
from warehouse.publishing.packed_mentions import read_mentions
from warehouse.publishing.regrouping import regroup_events
from warehouse.publishing.resolvers import Resolvers

Answer = TypeVar("Answer")


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
        rejoin_reached(con, rejoin, partial(_store_links, con))
    else:
        _join_blocks(con, resolvers)
    con.execute("DROP TABLE regrouped_events")
    drop_blocks(con)


def _join_blocks(con: duckdb.DuckDBPyConnection, resolvers: Resolvers) -> None:
    """Join the events of whole blocks."""
    cut_blocks(con)
    for (part,) in _list_parts(con):
        mentions = read_mentions(con, part)
        _store_links(con, _check(mentions.event_ids, resolvers.join_happenings(mentions)))


def _list_parts(con: duckdb.DuckDBPyConnection) -> list[tuple[int]]:
    return con.execute("SELECT DISTINCT part FROM block_events ORDER BY part").fetchall()


def _check(event_ids: Sequence[str], answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    if answers.keys() != {*event_ids}:
        raise ValueError(f"{len(answers)} answers came back for {len(event_ids)} events")
    return answers


def read_events(con: duckdb.DuckDBPyConnection, part: int) -> Iterator[EventRecord]:
    """The events of some blocks, by type; those of a document share its names and its beginning."""
    told = {d: (tuple(names or ()), lead) for d, names, lead in con.execute(_SELECT_NAMES, [part]).fetchall()}
    yield from _read_records(con, part, told)


def _read_records(
    con: duckdb.DuckDBPyConnection, part: int, told: Mapping[str, tuple[tuple[str, ...], str]]
) -> Iterator[EventRecord]:
    """The events of some blocks, by type, with the names and the beginning that are `told` of documents."""
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


def _store_links(con: duckdb.DuckDBPyConnection, links: Mapping[str, HappeningLink]) -> None:
    table = pa.table(
        {
            "event_id": pa.array(links.keys(), pa.string()),
            "happening_id": pa.array([link.happening_id for link in links.values()], pa.string()),
            "happening_reason": pa.array([link.reason for link in links.values()], pa.string()),
        }
    )
    con.register("new_links", table)
    con.execute(
        """
        UPDATE store.events AS e SET happening_id = n.happening_id, happening_reason = n.happening_reason
        FROM new_links AS n
        WHERE n.event_id = e.event_id AND (n.happening_id, n.happening_reason)
            IS DISTINCT FROM (e.happening_id, e.happening_reason)
        """
    )
    con.unregister("new_links")
