"""One actor across all documents: distinct name records out, actor ids back in."""

from __future__ import annotations

import duckdb

from schemas.registry import TABLE_BY_NAME
from warehouse.publishing.mention_counts import count_mentions, remember_mentions
from warehouse.publishing.name_answers import resolve_chosen
from warehouse.publishing.name_memory import forget_records, remember_answers, settle_records
from warehouse.publishing.name_reach import choose_names
from warehouse.publishing.resolvers import Resolvers
from warehouse.rows import column_list

# Temp tables that nothing needs after the refresh.
USED_TABLES = (
    "changed_documents", "touched_names", "answered_names", "asked_names", "beside_names", "fresh_names",
    "told_names", "resolved_actors", "changed_names", "redirected", "wanted", "known", "missing", "stale",
    "old_actors", "mentioned", "named",
)  # fmt: skip


def remember_actors(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the actors of `replaced` documents, before their rows are deleted."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE old_actors AS SELECT DISTINCT actor_id FROM store.document_actors"
        " WHERE document_id IN (SELECT document_id FROM replaced)"
    )
    remember_mentions(con)


def refresh_actors(con: duckdb.DuckDBPyConnection, resolvers: Resolvers) -> None:
    """Resolve names, write `store.document_actors.actor_id`, `main.actors` and `main.actor_names`.

    Only names that the publication can change are resolved, where the resolvers tell which; what is counted
    over documents is counted again only for actors of `touched` documents and of changed ids. Temp table
    `reidentified` names the documents in which an actor's id changed, `affected_actors` the actors.

    Raises:
        ValueError: the resolver did not return one actor a record.
    """
    reach = resolvers.name_reach
    is_anew = settle_records(con, reach)
    is_whole = choose_names(con, reach, is_anew)
    hosts = resolve_chosen(con, resolvers)
    forget_records(con)  # only now: what they were called ties others
    con.execute(_FIND_CHANGED_NAMES)
    con.execute(_FIND_CHANGED)
    remember_answers(con, hosts)
    _keep_redirects(con)
    con.execute(
        """
        UPDATE store.document_actors AS a
        SET actor_id = r.actor_id, link_method = r.link_method, link_confidence = r.link_confidence
        FROM reidentified AS r WHERE a.document_id = r.document_id AND a.entity_key = r.entity_key
        """
    )
    con.execute(_FIND_AFFECTED.format(is_whole=is_whole))
    count_mentions(con, is_whole)
    _replace_changed(con, "actors", _SELECT_ACTORS)
    _replace_changed(con, "actor_names", _SELECT_NAMES)
    for name in USED_TABLES:
        con.execute(f"DROP TABLE {name}")


def _keep_redirects(con: duckdb.DuckDBPyConnection) -> None:
    """Remember which actor took over an id that is no more; an id that lives again leads nowhere else."""
    con.execute(_FIND_REDIRECTS)
    con.execute(
        "DELETE FROM ops.actor_redirects WHERE old_actor_id IN (SELECT actor_id FROM resolved_actors)"
    )
    con.execute(
        "UPDATE ops.actor_redirects AS o SET actor_id = r.actor_id FROM redirected AS r"
        " WHERE o.actor_id = r.old_actor_id"
    )
    con.execute("INSERT INTO ops.actor_redirects BY NAME FROM redirected")


# Records whose answer is another one than before.
_FIND_CHANGED_NAMES = """
CREATE OR REPLACE TEMP TABLE changed_names AS
SELECT r.record_id FROM resolved_actors AS r JOIN store.name_records AS n USING (record_id)
WHERE (n.actor_id, n.link_method) IS DISTINCT FROM (r.actor_id, r.link_method)
"""

_FIND_CHANGED = """
CREATE OR REPLACE TEMP TABLE reidentified AS
WITH chosen AS (
    SELECT document_id, entity_key, record_id FROM store.actor_records
    WHERE record_id IN (SELECT record_id FROM changed_names)
    UNION
    SELECT document_id, entity_key, record_id FROM store.actor_records
    WHERE document_id IN (SELECT document_id FROM changed_documents)
),
told AS (
    SELECT document_id, entity_key, actor_id, link_method FROM store.document_actors
    WHERE document_id IN (SELECT document_id FROM chosen)
)
SELECT a.document_id, a.entity_key, a.actor_id AS old_actor_id, r.actor_id, r.link_method, r.link_confidence
FROM told AS a JOIN chosen USING (document_id, entity_key) JOIN resolved_actors AS r USING (record_id)
WHERE a.actor_id <> r.actor_id OR a.link_method IS DISTINCT FROM r.link_method
"""

# Ids that no record bears any more, and where most of their documents went.
_FIND_REDIRECTS = """
CREATE OR REPLACE TEMP TABLE redirected AS
WITH old AS (SELECT DISTINCT old_actor_id FROM reidentified),
gone AS (
    SELECT actor_id FROM main.actors WHERE actor_id IN (FROM old)
    EXCEPT SELECT actor_id FROM store.name_records WHERE actor_id IN (FROM old)
)
SELECT old_actor_id, arg_max(actor_id, (document_count, actor_id)) AS actor_id
FROM (
    SELECT r.old_actor_id, r.actor_id, count(*) AS document_count FROM reidentified AS r
    WHERE r.old_actor_id IN (FROM gone) GROUP BY ALL
)
GROUP BY old_actor_id
"""

# Actors that documents came to or went from, and those of which the names now tell otherwise. What stands in
# the rows of touched documents before is no actor yet, though it may look like another one's id.
_FIND_AFFECTED = """
CREATE OR REPLACE TEMP TABLE affected_actors AS
SELECT actor_id FROM old_actors
UNION
SELECT actor_id FROM store.document_actors WHERE document_id IN (SELECT document_id FROM touched)
UNION
SELECT actor_id FROM reidentified
UNION
SELECT old_actor_id FROM reidentified WHERE document_id NOT IN (SELECT document_id FROM touched)
UNION
SELECT coalesce(r.actor_id, a.actor_id)
FROM (FROM main.actors WHERE {is_whole} OR actor_id IN (SELECT actor_id FROM resolved_actors)) AS a
FULL JOIN resolved_actors AS r USING (actor_id)
WHERE (a.name, a.type, a.country_code, a.sector, a.wikidata_id, a.latitude, a.longitude)
    IS DISTINCT FROM (r.name, r.type, r.country_code, r.sector, r.wikidata_id, r.latitude, r.longitude)
"""

_SELECT_ACTORS = """
WITH facts AS (
    SELECT DISTINCT ON (actor_id) * FROM resolved_actors WHERE actor_id IN (FROM affected_actors)
    ORDER BY actor_id, mention_count DESC, record_id
),
rows AS MATERIALIZED (
    SELECT actor_id, document_id, is_named, country_code, country_method FROM store.document_actors
    WHERE actor_id IN (FROM affected_actors)
),
seen AS (
    SELECT r.actor_id, count(DISTINCT r.document_id) AS document_count, bool_or(r.is_named) AS is_named,
        min(d.published_on) AS first_seen_on, max(d.published_on) AS last_seen_on
    FROM rows AS r JOIN store.documents AS d USING (document_id) GROUP BY r.actor_id
),
told AS (
    SELECT actor_id, country_code, country_method, count(*) AS document_count
    FROM rows WHERE country_method IS NOT NULL GROUP BY ALL
),
said AS (
    SELECT actor_id, country_code, arg_max(country_method, (document_count, country_method)) AS country_method
    FROM told GROUP BY ALL
)
SELECT f.actor_id, f.name, f.type, f.country_code,
    CASE WHEN f.country_code IS NOT NULL THEN coalesce(k.country_method, 'reference') END AS country_method,
    coalesce(s.is_named, true) AS is_named, f.sector, f.wikidata_id, f.latitude, f.longitude,
    coalesce(m.mention_count, 0) AS mention_count, s.document_count, s.first_seen_on, s.last_seen_on
FROM facts AS f JOIN seen AS s USING (actor_id) LEFT JOIN mentioned AS m USING (actor_id)
LEFT JOIN said AS k USING (actor_id, country_code)
"""

_SELECT_NAMES = "FROM named"


def _replace_changed(con: duckdb.DuckDBPyConnection, name: str, select: str) -> None:
    """Make the rows of affected actors in a derived table equal to a SELECT, writing only those that differ.

    Columns are named: in a warehouse that was upgraded they stand in another order.
    """
    con.execute(f"CREATE OR REPLACE TEMP TABLE wanted AS {select}")
    columns = column_list(TABLE_BY_NAME[name])
    wanted = f"SELECT {columns} FROM wanted"
    known = f"SELECT {columns} FROM known"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE known AS FROM main.{name} WHERE actor_id IN (FROM affected_actors)"
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE missing AS {wanted} EXCEPT {known}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE stale AS {known} EXCEPT {wanted}")
    key = {"actors": "actor_id", "actor_names": "(actor_id, name)"}[name]
    con.execute(f"DELETE FROM main.{name} WHERE {key} IN (SELECT {key} FROM stale)")
    con.execute(f"INSERT INTO main.{name} BY NAME FROM missing")
