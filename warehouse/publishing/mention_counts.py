"""How often actors are mentioned: counted again only in documents that came, went or tell of another actor.

What all other documents tell stands in the counts of the publication before.
"""

from __future__ import annotations

import duckdb

_NAME = r"regexp_replace(text, '\s+', ' ', 'g')"

# Of the documents of a table; the join by hand as the view would read all actors of the warehouse.
_COUNT = f"""
SELECT a.actor_id, if(m.kind = 'name', {_NAME}, NULL) AS name, count(*) AS mention_count
FROM store.mentions AS m JOIN store.document_actors AS a
    ON a.document_id = m.document_id AND a.entity_key = m.actor_id
WHERE m.document_id IN (SELECT document_id FROM {{source}})
    AND a.document_id IN (SELECT document_id FROM {{source}})
GROUP BY ALL
"""

_COUNT_CHANGES = f"""
CREATE OR REPLACE TEMP TABLE mention_changes AS
WITH moved AS (
    SELECT r.old_actor_id, r.actor_id, if(m.kind = 'name', {_NAME}, NULL) AS name
    FROM store.mentions AS m JOIN reidentified AS r
        ON r.document_id = m.document_id AND r.entity_key = m.actor_id
    WHERE r.old_actor_id <> r.actor_id AND r.document_id NOT IN (SELECT document_id FROM touched)
)
SELECT actor_id, name, sum(mention_count)::BIGINT AS mention_count FROM (
    SELECT actor_id, name, -mention_count AS mention_count FROM old_mentions
    UNION ALL {_COUNT.format(source="touched")}
    UNION ALL SELECT old_actor_id, name, -1 FROM moved
    UNION ALL SELECT actor_id, name, 1 FROM moved
) GROUP BY ALL
"""

# `mentioned` (actor_id, mention_count) and `named` (actor_id, name, mention_count) of affected actors.
_COUNT_ALL = (
    """
    CREATE OR REPLACE TEMP TABLE mentioned AS
    SELECT actor_id, count(*) AS mention_count FROM main.mentions
    WHERE actor_id IN (FROM affected_actors) GROUP BY actor_id
    """,
    f"""
    CREATE OR REPLACE TEMP TABLE named AS
    SELECT actor_id, {_NAME} AS name, count(*) AS mention_count FROM main.mentions
    WHERE kind = 'name' AND actor_id IN (FROM affected_actors) GROUP BY ALL
    """,
)

_ADD_CHANGES = (
    """
    CREATE OR REPLACE TEMP TABLE mentioned AS
    SELECT actor_id, sum(mention_count)::BIGINT AS mention_count FROM (
        SELECT actor_id, mention_count FROM main.actors
        UNION ALL SELECT actor_id, mention_count FROM mention_changes
    ) WHERE actor_id IN (FROM affected_actors) GROUP BY actor_id
    """,
    """
    CREATE OR REPLACE TEMP TABLE named AS
    SELECT actor_id, name, sum(mention_count)::BIGINT AS mention_count FROM (
        SELECT actor_id, name, mention_count FROM main.actor_names
        UNION ALL SELECT actor_id, name, mention_count FROM mention_changes WHERE name IS NOT NULL
    ) WHERE actor_id IN (FROM affected_actors) GROUP BY ALL HAVING sum(mention_count) > 0
    """,
)


def remember_mentions(con: duckdb.DuckDBPyConnection) -> None:
    """Keep what `replaced` documents mention, before their rows are deleted."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE old_mentions AS {_COUNT.format(source='replaced')}")


def count_mentions(con: duckdb.DuckDBPyConnection, is_whole: bool) -> None:
    """Count the mentions of `affected_actors`, as temp tables `mentioned` and `named`.

    Reads `old_mentions` and `reidentified`; with `is_whole` all documents are counted again.
    """
    con.execute(_COUNT_CHANGES)
    for statement in _COUNT_ALL if is_whole else _ADD_CHANGES:
        con.execute(statement)
    con.execute("DROP TABLE mention_changes")
    con.execute("DROP TABLE old_mentions")
