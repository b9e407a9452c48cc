"""Keys that so many mentions hold that they say nothing: what holds them is not compared for that alone.

"The United Nations condemned something" is told every day; a publication that brought together all that tell
it would compare ever more. A key counts while at most `MOST_HOLDERS` mentions hold it, one of a day (the odd
keys) while at most `MOST_HOLDERS_OF_A_DAY` do: a great event is told by hundreds. Whether it counts depends
on the mentions in the warehouse alone, not on the order in which they came: where a publication takes a key
across that number, all that hold it are paired anew. Keys of a document or story always count.
"""

from __future__ import annotations

import duckdb

MOST_HOLDERS = 60
MOST_HOLDERS_OF_A_DAY = 400


def count_lost_keys(con: duckdb.DuckDBPyConnection) -> None:
    """Keep how often each key goes with the events of `rekeyed_documents`, before they are forgotten."""
    con.execute(_COUNT_LOST)


def settle_common_keys(con: duckdb.DuckDBPyConnection) -> None:
    """Store temp table `new_keys`, and say of each key that came or went whether it counts (`is_near`).

    Temp table `turned_keys` (key, is_common, was_common, ...) tells what came of each.
    """
    con.execute(_COUNT_KEYS.format(most=f"if(key % 2 = 1, {MOST_HOLDERS_OF_A_DAY}, {MOST_HOLDERS})"))
    con.execute(
        "UPDATE store.event_keys AS k SET is_near = NOT t.is_common FROM turned_keys AS t"
        " WHERE k.key = t.key AND t.kept_count > 0 AND NOT k.is_group AND t.is_common <> t.was_common"
    )
    con.execute(
        "INSERT INTO store.event_keys BY NAME"
        " SELECT n.event_no, n.key, n.is_near AND (n.is_group OR NOT t.is_common) AS is_near, n.is_group"
        " FROM new_keys AS n LEFT JOIN turned_keys AS t USING (key)"
    )
    for name in ("lost_keys", "new_keys"):
        con.execute(f"DROP TABLE {name}")


_COUNT_LOST = """
CREATE OR REPLACE TEMP TABLE lost_keys AS
SELECT key, count(*) AS lost_count FROM store.event_keys
WHERE NOT is_group AND event_no IN (
    SELECT event_no FROM store.event_numbers
    WHERE document_id IN (SELECT document_id FROM rekeyed_documents)
) GROUP BY key
"""

# A row a key that came or went; who kept it is counted after the lost ones went and before the new ones come.
_COUNT_KEYS = """
CREATE OR REPLACE TEMP TABLE turned_keys AS
WITH told AS (
    SELECT key, count(*) AS new_count, 0 AS lost_count FROM new_keys WHERE NOT is_group GROUP BY key
    UNION ALL SELECT key, 0, lost_count FROM lost_keys
),
moved AS (
    SELECT key, sum(new_count)::BIGINT AS new_count, sum(lost_count)::BIGINT AS lost_count
    FROM told GROUP BY key
),
kept AS (
    SELECT key, count(*) AS kept_count FROM store.event_keys
    WHERE NOT is_group AND key IN (SELECT key FROM moved) GROUP BY key
)
SELECT key, coalesce(kept_count, 0) AS kept_count,
    coalesce(kept_count, 0) + new_count > {most} AS is_common,
    coalesce(kept_count, 0) + lost_count > {most} AS was_common
FROM moved LEFT JOIN kept USING (key)
"""
