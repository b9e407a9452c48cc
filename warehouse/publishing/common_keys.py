"""How much a key says that two mentions share: the more mentions hold it, the less.

"The United Nations condemned something" is told every day; a publication that brought together all that tell
it would compare ever more. What few hold suffices to compare two mentions, what some hold does together with
another key, what many hold says nothing; of a single day or story more may hold it: a great event is told by
hundreds. How strong a key is depends on the mentions in the warehouse alone, not on the order in which they
came: where a publication takes a key across one of the numbers, all that hold it are paired anew. To be of
one document always suffices.
"""

from __future__ import annotations

from enum import IntEnum

import duckdb


class KeyKind(IntEnum):
    """What a key tells that two mentions share, in its last bits."""

    WINDOW = 0
    DAY = 1  # or a story
    DOCUMENT = 2
    GROUP = 3  # what makes mentions one group: they are not compared for that


KINDS = len(KeyKind)
# In SQL, whether the strength of a key depends on how many hold it.
COUNTS = f"key % {KINDS} <= {KeyKind.DAY.value}"
# Up to so many mentions hold a key that suffices, and one that counts; the same of a day or story.
FEW_HOLDERS, MOST_HOLDERS = 10, 60
FEW_HOLDERS_OF_A_DAY, MOST_HOLDERS_OF_A_DAY = 60, 400

# In SQL, the strength of `key` where `count` mentions hold it.
_IS_OF_A_DAY = f"key % {KINDS} = {KeyKind.DAY.value}"
STRENGTH = f"""
CASE WHEN {{{{count}}}} <= if({_IS_OF_A_DAY}, {{few_of_a_day}}, {{few}}) THEN 2
    WHEN {{{{count}}}} <= if({_IS_OF_A_DAY}, {{most_of_a_day}}, {{most}}) THEN 1 ELSE 0 END
"""
RULES = f"{STRENGTH} {FEW_HOLDERS} {MOST_HOLDERS} {FEW_HOLDERS_OF_A_DAY} {MOST_HOLDERS_OF_A_DAY}"


def count_lost_keys(con: duckdb.DuckDBPyConnection) -> None:
    """Keep how often each key goes with the events of `rekeyed_documents`, before they are forgotten."""
    con.execute(_COUNT_LOST)


def settle_common_keys(con: duckdb.DuckDBPyConnection) -> None:
    """Store temp table `new_keys`, and give each key that came or went the strength that it has now.

    Temp table `turned_keys` (key, strength, old_strength, ...) tells what came of each.
    """
    strength = STRENGTH.format(
        few=FEW_HOLDERS, most=MOST_HOLDERS, few_of_a_day=FEW_HOLDERS_OF_A_DAY,
        most_of_a_day=MOST_HOLDERS_OF_A_DAY,
    )  # fmt: skip
    now, before = (strength.format(count=f"coalesce(kept_count, 0) + {n}_count") for n in ("new", "lost"))
    con.execute(_COUNT_KEYS.format(strength=now, old_strength=before))
    con.execute(
        "UPDATE store.event_keys AS k SET strength = t.strength FROM turned_keys AS t"
        " WHERE k.key = t.key AND t.kept_count > 0 AND t.strength <> t.old_strength"
    )
    con.execute(
        "INSERT INTO store.event_keys BY NAME"
        " SELECT n.* REPLACE (coalesce(t.strength, n.strength) AS strength)"
        " FROM new_keys AS n LEFT JOIN turned_keys AS t USING (key)"
    )
    for name in ("lost_keys", "new_keys"):
        con.execute(f"DROP TABLE {name}")


_COUNT_LOST = f"""
CREATE OR REPLACE TEMP TABLE lost_keys AS
SELECT key, count(*) AS lost_count FROM store.event_keys
WHERE {COUNTS} AND event_no IN (
    SELECT event_no FROM store.event_numbers
    WHERE document_id IN (SELECT document_id FROM rekeyed_documents)
) GROUP BY key
"""

# A row a key that came or went; who kept it is counted after the lost ones went and before the new ones come.
_COUNT_KEYS = f"""
CREATE OR REPLACE TEMP TABLE turned_keys AS
WITH told AS (
    SELECT key, count(*) AS new_count, 0 AS lost_count FROM new_keys WHERE {COUNTS} GROUP BY key
    UNION ALL SELECT key, 0, lost_count FROM lost_keys
),
moved AS (
    SELECT key, sum(new_count)::BIGINT AS new_count, sum(lost_count)::BIGINT AS lost_count
    FROM told GROUP BY key
),
kept AS (
    SELECT key, count(*) AS kept_count FROM store.event_keys
    WHERE key IN (SELECT key FROM moved) GROUP BY key
)
SELECT key, coalesce(kept_count, 0) AS kept_count, {{strength}} AS strength, {{old_strength}} AS old_strength
FROM moved LEFT JOIN kept USING (key)
"""
