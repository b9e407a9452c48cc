"""What documents are about, as far as it tells which of them may have figures of one series.

Documents that share a topic within its reach are compared. A topic stands in two windows of the length of its
reach, so that two documents within reach share one. What more than `MOST_HOLDERS` documents share in a window
says nothing: "dead in Ukraine" is told every day, and a publication would be compared with ever more. Whether
a topic counts depends on the documents in the warehouse alone, not on the order in which they came: where a
publication takes one across that number, the pairs that share nothing else come or go.
"""

from __future__ import annotations

from hashlib import sha256

import duckdb

from schemas.identity import NAMED_SERIES_REACH_DAYS, SERIES_REACH_DAYS
from warehouse.publishing.changed_documents import CHANGED_DOCUMENTS
from warehouse.publishing.resolution_rules import begin_anew

MOST_HOLDERS = 20
# Two countries of which documents tell sums or weights are told of daily.
PAIR_REACH_DAYS = 10
LEAST_TELLING = 1000  # lesser values are told of many things
NAMES_OF_A_DOCUMENT = 8
COUNTRIES_OF_A_DOCUMENT = 3


def refresh_topics(con: duckdb.DuckDBPyConnection) -> bool:
    """Bring `store.series_topics` up to date; returns whether all documents were read anew, by other rules.

    Reads the temp tables `touched`, `restoried` and `reidentified`, and writes `relinked_documents` (all that
    changed), `document_pairs` (one_id, other_id: those to compare) and `parted_pairs` (others that share
    nothing more).
    """
    is_anew = begin_anew(con, "series", _hash_rules(), ("series_topics",))
    con.execute(_FIND_ALL if is_anew else _FIND_CHANGED)
    con.execute(_COUNT_LOST)
    con.execute(
        "DELETE FROM store.series_topics WHERE document_id IN (SELECT document_id FROM relinked_documents)"
    )
    con.execute(_LIST_TOPICS)
    con.execute(_TURN_KEYS.format(most=MOST_HOLDERS))
    con.execute(_TURN_OLD)
    con.execute(_STORE_NEW)
    con.execute(_FIND_PAIRS)
    con.execute(_FIND_PARTED)
    for name in ("lost_topics", "new_topics", "turned_topics"):
        con.execute(f"DROP TABLE {name}")
    return is_anew


def _hash_rules() -> str:
    return sha256(f"{_LIST_TOPICS} {MOST_HOLDERS}".encode()).hexdigest()


_FIND_ALL = """
CREATE OR REPLACE TEMP TABLE relinked_documents AS
SELECT document_id FROM store.documents UNION SELECT document_id FROM touched
"""

_FIND_CHANGED = f"CREATE OR REPLACE TEMP TABLE relinked_documents AS {CHANGED_DOCUMENTS}"

_COUNT_LOST = """
CREATE OR REPLACE TEMP TABLE lost_topics AS
SELECT key, count(*) AS lost_count FROM store.series_topics
WHERE document_id IN (SELECT document_id FROM relinked_documents) GROUP BY key
"""

# What documents are about: names that no reference knows, and countries with words and unit of a
# measure, with a value that is no small number, or with each other and the unit of what is not counted.
_TOPICS = f"""
WITH told AS (
    SELECT document_id, published_on FROM store.documents
    WHERE duplicate_of IS NULL AND published_on IS NOT NULL
        AND document_id IN (SELECT document_id FROM relinked_documents)
        AND document_id IN (
            SELECT document_id FROM store.figures
            WHERE item IS NOT NULL AND NOT is_minor AND dimension <> 'duration'
        )
),
names AS (
    SELECT document_id, hash(actor_id) AS topic FROM store.document_actors
    WHERE is_named AND reference_id IS NULL AND type IN ('person', 'organisation', 'location')
        AND document_id IN (SELECT document_id FROM relinked_documents)
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY mention_count DESC, entity_key)
        <= {NAMES_OF_A_DOCUMENT}
),
countries AS (
    SELECT document_id, country_code FROM store.document_actors
    WHERE country_code IS NOT NULL AND type IN ('country', 'location')
      AND document_id IN (SELECT document_id FROM relinked_documents)
    GROUP BY document_id, country_code
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY sum(mention_count) DESC, country_code)
        <= {COUNTRIES_OF_A_DOCUMENT}
),
figures AS (
    SELECT document_id, measure, dimension, coalesce(base_unit, unit) AS unit,
        coalesce(base_value, value) AS value
    FROM store.figures WHERE item IS NOT NULL AND NOT is_minor AND dimension <> 'duration'
        AND document_id IN (SELECT document_id FROM relinked_documents)
),
measures AS (
    SELECT DISTINCT document_id, unnest(string_split(measure, ' ')) AS word, unit FROM figures
),
units AS (
    SELECT DISTINCT document_id, unit FROM figures WHERE dimension NOT IN ('count', 'share')
)
SELECT n.document_id, t.published_on, n.topic, {NAMED_SERIES_REACH_DAYS} AS reach
FROM names AS n JOIN told AS t USING (document_id)
UNION
SELECT m.document_id, t.published_on, hash(c.country_code, m.word, m.unit), {SERIES_REACH_DAYS}
FROM measures AS m JOIN countries AS c USING (document_id) JOIN told AS t USING (document_id)
UNION
SELECT f.document_id, t.published_on, hash(c.country_code, f.value, f.unit), {SERIES_REACH_DAYS}
FROM figures AS f JOIN countries AS c USING (document_id) JOIN told AS t USING (document_id)
WHERE f.value >= {LEAST_TELLING}
UNION
SELECT u.document_id, t.published_on, hash(one.country_code, other.country_code, u.unit), {PAIR_REACH_DAYS}
FROM units AS u JOIN countries AS one USING (document_id) JOIN countries AS other USING (document_id)
JOIN told AS t USING (document_id)
WHERE one.country_code < other.country_code
"""

_LIST_TOPICS = f"""
CREATE OR REPLACE TEMP TABLE new_topics AS
SELECT document_id, published_on, reach,
    (hash(topic, reach, (published_on - DATE '1970-01-01') // reach + step)::UBIGINT >> 1)::BIGINT AS key
FROM ({_TOPICS}), (SELECT unnest([0, 1]) AS step)
"""

# A row a key that came or went; who kept it is counted after the lost ones went and before the new ones come.
_TURN_KEYS = """
CREATE OR REPLACE TEMP TABLE turned_topics AS
WITH moved AS (
    SELECT key, sum(new_count)::BIGINT AS new_count, sum(lost_count)::BIGINT AS lost_count
    FROM (
        SELECT key, count(*) AS new_count, 0 AS lost_count FROM new_topics GROUP BY key
        UNION ALL SELECT key, 0, lost_count FROM lost_topics
    )
    GROUP BY key
),
kept AS (
    SELECT key, count(*) AS kept_count FROM store.series_topics
    WHERE key IN (SELECT key FROM moved) GROUP BY key
)
SELECT key, coalesce(kept_count, 0) + new_count > {most} AS is_common,
    coalesce(kept_count, 0) + lost_count > {most} AS was_common
FROM moved LEFT JOIN kept USING (key)
"""

_TURN_OLD = """
UPDATE store.series_topics AS s SET is_near = NOT t.is_common FROM turned_topics AS t
WHERE s.key = t.key AND t.is_common <> t.was_common
"""

_STORE_NEW = """
INSERT INTO store.series_topics BY NAME
SELECT n.*, NOT t.is_common AS is_near FROM new_topics AS n JOIN turned_topics AS t USING (key)
"""

# Pairs of which one changed, and of those that did not the ones whose topic counts again.
_FIND_PAIRS = """
CREATE OR REPLACE TEMP TABLE document_pairs AS
WITH near AS (
    SELECT s.*, t.was_common FROM store.series_topics AS s JOIN turned_topics AS t USING (key)
    WHERE NOT t.is_common
),
one AS (FROM near WHERE was_common OR document_id IN (SELECT document_id FROM relinked_documents))
SELECT DISTINCT least(one.document_id, other.document_id) AS one_id,
    greatest(one.document_id, other.document_id) AS other_id
FROM one JOIN near AS other ON other.key = one.key AND other.document_id <> one.document_id
    AND abs(other.published_on - one.published_on) <= one.reach
"""

# Pairs whose topic counts no more and that share no other one; links of changed documents are gone anyway.
_FIND_PARTED = """
CREATE OR REPLACE TEMP TABLE parted_pairs AS
WITH parted AS (
    SELECT s.* FROM store.series_topics AS s JOIN turned_topics AS t USING (key)
    WHERE t.is_common AND NOT t.was_common
        AND s.document_id NOT IN (SELECT document_id FROM relinked_documents)
),
pairs AS (
    SELECT DISTINCT one.document_id AS one_id, other.document_id AS other_id
    FROM parted AS one JOIN parted AS other ON other.key = one.key AND other.document_id > one.document_id
        AND abs(other.published_on - one.published_on) <= one.reach
),
near AS (
    SELECT * FROM store.series_topics
    WHERE is_near AND document_id IN (SELECT document_id FROM parted)
)
SELECT one_id, other_id FROM pairs
EXCEPT
SELECT one.document_id, other.document_id
FROM near AS one JOIN near AS other ON other.key = one.key AND other.document_id > one.document_id
    AND abs(other.published_on - one.published_on) <= one.reach
"""
