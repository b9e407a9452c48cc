"""What the chosen names are resolved to; what joins them is resolved in a further round with its ties."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from schemas.identity import NameRecord, ResolvedActor, ResolvedNames
from warehouse.publishing.name_memory import RECORD_COLUMNS, HostRow, read_name_records
from warehouse.publishing.name_reach import choose_joined
from warehouse.publishing.resolvers import Resolvers


def resolve_chosen(con: duckdb.DuckDBPyConnection, resolvers: Resolvers) -> list[HostRow]:
    """Resolve the chosen names, as temp table `resolved_actors`; returns whom short names may mean.

    Reads `asked_names`, `answered_names` and `beside_names`; what a short name joined counts among the
    answered. The answers that a later round doesn't ask for are those of the rounds before.

    Raises:
        ValueError: the resolver did not return one actor a record.
    """
    con.execute(_MAKE_RESOLVED)
    hosts = _resolve(con, resolvers)
    while choose_joined(con, resolvers.name_reach):
        found = _resolve(con, resolvers)
        asked = {record_id for (record_id,) in con.execute("SELECT record_id FROM told_names").fetchall()}
        hosts = [*(row for row in hosts if row[0] not in asked), *found]
    con.execute("DELETE FROM resolved_actors WHERE record_id NOT IN (FROM answered_names)")
    return hosts


def _resolve(con: duckdb.DuckDBPyConnection, resolvers: Resolvers) -> list[HostRow]:
    con.execute(_COLLECT_RECORDS)
    told = list(read_name_records(con, "told_names"))
    resolved = _ask(resolvers, [record for _, record in told])
    _load_resolved(con, resolved.actors)
    ids = [record_id for record_id, _ in told]
    return [
        (ids[number], host.key, ids[min(host.record_nos)], host.country_code, host.sector)
        for host in resolved.hosts
        for number in host.record_nos
    ]


def _ask(resolvers: Resolvers, records: Sequence[NameRecord]) -> ResolvedNames:
    if resolvers.name_reach is not None:
        resolved = resolvers.name_reach.resolve(records)
    else:
        resolved = ResolvedNames(tuple(resolvers.resolve_identities(records)), ())
    if len(resolved.actors) != len(records):
        raise ValueError(f"{len(resolved.actors)} actors were resolved from {len(records)} name records")
    return resolved


# The records to resolve, with what is counted of them, in an order that depends on what is told alone.
_COLLECT_RECORDS = f"""
CREATE OR REPLACE TEMP TABLE told_names AS
WITH chosen AS (FROM asked_names UNION FROM beside_names),
counted AS (
    SELECT record_id, count(*) AS document_count, sum(mention_count)::BIGINT AS mention_count,
        list_sort(list(DISTINCT story_id) FILTER (story_id IS NOT NULL)) AS stories,
        list_sort(list(DISTINCT publisher) FILTER (publisher IS NOT NULL)) AS publishers,
        min(published_on) AS first_seen_on, max(published_on) AS last_seen_on
    FROM store.actor_records WHERE record_id IN (SELECT record_id FROM chosen) GROUP BY record_id
)
SELECT row_number() OVER (ORDER BY {RECORD_COLUMNS}, context) - 1 AS record_no,
    n.* EXCLUDE (actor_id, link_method), c.* EXCLUDE (record_id)
FROM store.name_records AS n JOIN counted AS c USING (record_id)
"""

_MAKE_RESOLVED = """
CREATE OR REPLACE TEMP TABLE resolved_actors (
    record_id BIGINT, mention_count BIGINT, actor_id VARCHAR, name VARCHAR, type VARCHAR,
    country_code VARCHAR, sector VARCHAR, latitude DOUBLE, longitude DOUBLE, link_method VARCHAR,
    link_confidence DOUBLE, wikidata_id VARCHAR
)
"""


def _load_resolved(con: duckdb.DuckDBPyConnection, resolved: Sequence[ResolvedActor]) -> None:
    """Put the answers to `told_names` in the place of earlier ones."""
    text, number = pa.string(), pa.float64()
    table = pa.table(
        {
            "record_no": pa.array(range(len(resolved)), pa.int64()),
            "actor_id": pa.array([a.actor_id for a in resolved], text),
            "name": pa.array([a.name for a in resolved], text),
            "type": pa.array([a.type for a in resolved], text),
            "country_code": pa.array([a.country_code for a in resolved], text),
            "sector": pa.array([a.sector for a in resolved], text),
            "latitude": pa.array([a.latitude for a in resolved], number),
            "longitude": pa.array([a.longitude for a in resolved], number),
            "link_method": pa.array([a.link_method for a in resolved], text),
            "link_confidence": pa.array([a.link_confidence for a in resolved], number),
            "wikidata_id": pa.array([a.wikidata_id for a in resolved], text),
        }
    )
    con.register("resolved_arrow", table)
    con.execute("DELETE FROM resolved_actors WHERE record_id IN (SELECT record_id FROM told_names)")
    con.execute(
        "INSERT INTO resolved_actors BY NAME SELECT t.record_id, t.mention_count, a.* EXCLUDE (record_no)"
        " FROM resolved_arrow AS a JOIN told_names AS t USING (record_no)"
    )
    con.unregister("resolved_arrow")
