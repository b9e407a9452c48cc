"""What is remembered of names between publications: distinct records, their keys, and what came of them.

The rows of documents that a publication touches, or moves to another story, are told anew; others are left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from schemas.identity import NameKeys, NameRecord
from warehouse.publishing.resolution_rules import begin_anew
from warehouse.publishing.resolvers import NameReach

RECORDS_AT_ONCE = 5_000
RECORD_COLUMNS = "name, type, country_code, sector, reference_id, names, latitude, longitude"
# Keys of different groups never meet; a short name and its hosts are of one.
_HASH = "(md5_number_lower(concat({group}, ' ', {key})) >> 1)::BIGINT"
_ACTOR_HASH = _HASH.format(group="'actor'", key="actor_id")
_CALL_HASH = _HASH.format(group="'call'", key="called")
_TOLD_HASH = _HASH.format(group="if(kind IN ('short', 'host'), 'call', kind)", key="told")
_HOST_COLUMNS = pa.schema(
    {"record_id": pa.int64(), "called": pa.string(), "core_id": pa.int64(), "country_code": pa.string(),
     "sector": pa.string()}
)  # fmt: skip
_KEY_COLUMNS = pa.schema(
    {"record_id": pa.int64(), "kind": pa.string(), "told": pa.string(), "spelled": pa.string()}
)
# Record, the short name that may mean it, the first record of its actor, country and sector.
HostRow = tuple[int, str, int, str | None, str | None]
MEMORY_TABLES = ("name_records", "actor_records", "name_keys", "name_hosts")


def settle_records(con: duckdb.DuckDBPyConnection, reach: NameReach | None) -> bool:
    """Bring the remembered records up to date; returns whether all of them were told anew.

    Reads the temp tables `touched` and `restoried`. `touched_names` names the records that documents came to
    or went from, `changed_documents` the documents.
    """
    is_anew = begin_anew(con, "names", reach.rules if reach else "whole", MEMORY_TABLES)
    con.execute(_FIND_DOCUMENTS if not is_anew else _FIND_ALL_DOCUMENTS)
    con.execute(_TELL_ACTORS)
    con.execute(_FIND_TOUCHED)
    con.execute(
        "DELETE FROM store.actor_records WHERE document_id IN (SELECT document_id FROM changed_documents)"
    )
    con.execute(_STORE_ACTOR_RECORDS)
    con.execute(_FIND_NEW_RECORDS)
    con.execute("INSERT INTO store.name_records BY NAME FROM new_names")
    if reach is not None:
        _store_keys(con, reach)
    con.execute("DROP TABLE told_actors")
    con.execute("DROP TABLE new_names")
    return is_anew


def forget_records(con: duckdb.DuckDBPyConnection) -> None:
    """Forget the touched records that no document tells any more."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE lost_names AS SELECT record_id FROM touched_names"
        " ANTI JOIN (SELECT record_id FROM store.actor_records"
        " WHERE record_id IN (SELECT record_id FROM touched_names)) USING (record_id)"
    )
    for name in ("name_records", "name_keys", "name_hosts"):
        con.execute(f"DELETE FROM store.{name} WHERE record_id IN (SELECT record_id FROM lost_names)")
    con.execute("DROP TABLE lost_names")


def remember_answers(con: duckdb.DuckDBPyConnection, hosts: Sequence[HostRow]) -> None:
    """Keep the actors in temp table `resolved_actors`, and the hosts of short names among the answered."""
    con.execute(
        "UPDATE store.name_records AS n SET actor_id = r.actor_id, link_method = r.link_method"
        " FROM resolved_actors AS r WHERE n.record_id = r.record_id"
        " AND (n.actor_id, n.link_method) IS DISTINCT FROM (r.actor_id, r.link_method)"
    )
    con.execute(
        "DELETE FROM store.name_keys WHERE kind = 'actor'"
        " AND record_id IN (SELECT record_id FROM answered_names)"
    )
    con.execute(
        "INSERT INTO store.name_keys BY NAME SELECT record_id, 'actor' AS kind,"
        f" {_ACTOR_HASH} AS key FROM resolved_actors JOIN answered_names USING (record_id)"
    )
    con.execute("DELETE FROM store.name_hosts WHERE record_id IN (SELECT record_id FROM answered_names)")
    con.register("hosts_arrow", _make_table(_HOST_COLUMNS, hosts))
    con.execute(
        f"INSERT INTO store.name_hosts BY NAME SELECT record_id, {_CALL_HASH} AS key, core_id,"
        " country_code, sector FROM hosts_arrow JOIN answered_names USING (record_id)"
    )
    con.unregister("hosts_arrow")


def read_name_records(con: duckdb.DuckDBPyConnection, source: str) -> Iterator[tuple[int, NameRecord]]:
    """Id and record of each row of a temp table, in the order of its `record_no`."""
    found = con.execute(
        f"SELECT record_id, {RECORD_COLUMNS}, document_count, mention_count, stories, publishers,"
        f" first_seen_on, last_seen_on FROM {source} ORDER BY record_no"
    )
    while rows := found.fetchmany(RECORDS_AT_ONCE):
        for row in rows:
            name, kind, country, sector, reference, names, latitude, longitude = row[1:9]
            documents, mentions, stories, publishers, first, last = row[9:]
            yield row[0], NameRecord(
                name=name, type=kind, country_code=country, sector=sector, reference_id=reference,
                names=tuple(names), latitude=latitude, longitude=longitude, document_count=documents,
                mention_count=mentions, stories=tuple(stories or ()), publishers=tuple(publishers or ()),
                first_seen_on=first, last_seen_on=last,
            )  # fmt: skip


_FIND_DOCUMENTS = """
CREATE OR REPLACE TEMP TABLE changed_documents AS
SELECT document_id FROM touched UNION SELECT document_id FROM restoried
"""

_FIND_ALL_DOCUMENTS = """
CREATE OR REPLACE TEMP TABLE changed_documents AS
SELECT document_id FROM touched UNION SELECT document_id FROM store.documents
"""

_TOLD = (
    "name, type, coalesce(country_code, ''), coalesce(sector, ''), coalesce(reference_id, ''),"
    " array_to_string(names, chr(30)), coalesce(latitude::VARCHAR, ''), coalesce(longitude::VARCHAR, ''),"
    " context"
)

# A person told by one word alone is somebody else in each story, as far as the name goes.
_TELL_ACTORS = f"""
CREATE OR REPLACE TEMP TABLE told_actors AS
WITH told AS (
    SELECT a.* REPLACE (list_sort(a.names) AS names), d.story_id, d.publisher, d.published_on,
        CASE WHEN a.type = 'person' AND a.reference_id IS NULL AND NOT contains(a.name, ' ')
            THEN concat_ws(' ', d.story_id, d.publisher, d.published_on) ELSE '' END AS context
    FROM store.document_actors AS a JOIN store.documents AS d USING (document_id)
    WHERE a.document_id IN (SELECT document_id FROM changed_documents)
)
SELECT *, (md5_number_lower(concat_ws(chr(31), {_TOLD})) >> 1)::BIGINT AS record_id FROM told
"""

_FIND_TOUCHED = """
CREATE OR REPLACE TEMP TABLE touched_names AS
SELECT record_id FROM told_actors
UNION
SELECT record_id FROM store.actor_records
WHERE document_id IN (SELECT document_id FROM changed_documents)
"""

_STORE_ACTOR_RECORDS = """
INSERT INTO store.actor_records BY NAME
SELECT document_id, entity_key, record_id, mention_count, if(type = 'person', story_id, NULL) AS story_id,
    if(type = 'person', publisher, NULL) AS publisher, if(type = 'person', published_on, NULL) AS published_on
FROM told_actors
"""

_FIND_NEW_RECORDS = f"""
CREATE OR REPLACE TEMP TABLE new_names AS
SELECT DISTINCT ON (record_id) record_id, {RECORD_COLUMNS}, context
FROM told_actors WHERE record_id NOT IN (
    SELECT record_id FROM store.name_records WHERE record_id IN (SELECT record_id FROM told_actors)
)
"""

_NUMBER_NEW_RECORDS = """
CREATE OR REPLACE TEMP TABLE numbered_names AS
SELECT *, row_number() OVER () AS record_no, 0 AS document_count, 0 AS mention_count,
    NULL::VARCHAR[] AS stories, NULL::VARCHAR[] AS publishers, NULL::DATE AS first_seen_on,
    NULL::DATE AS last_seen_on
FROM new_names
"""


def _store_keys(con: duckdb.DuckDBPyConnection, reach: NameReach) -> None:
    con.execute(_NUMBER_NEW_RECORDS)
    rows: list[tuple[int, str, str, str | None]] = []
    for record_id, record in read_name_records(con, "numbered_names"):
        rows += ((record_id, *key) for key in _list_rows(reach.list_keys(record)))
    con.register("keys_arrow", _make_table(_KEY_COLUMNS, rows))
    con.execute(
        f"INSERT INTO store.name_keys BY NAME SELECT record_id, kind, {_TOLD_HASH} AS key, spelled"
        " FROM keys_arrow"
    )
    con.unregister("keys_arrow")
    con.execute("DROP TABLE numbered_names")


def _list_rows(keys: NameKeys) -> Iterator[tuple[str, str, str | None]]:
    yield from (("same", key, None) for key in keys.same)
    yield from (("slug", key, None) for key in keys.slugs)
    yield from (("near", block, spelled) for block, spelled in keys.near)
    yield from (("host", key, None) for key in keys.hosts)
    if keys.short is not None:
        yield "short", keys.short, None


def _make_table(schema: pa.Schema, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(list(column), field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
