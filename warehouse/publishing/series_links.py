"""Links between figures of two documents that tell of one series in other words.

A link depends on its two documents alone. So those of documents that changed are drawn anew, document by
document with all that share a topic with it; all others stay. Copies of an article tell nothing of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from schemas.identity import NAMED_SERIES_REACH_DAYS, SERIES_REACH_DAYS, FigureRecord
from schemas.operations import SeriesLink
from warehouse.publishing.resolvers import JoinSeries, LinkSeries
from warehouse.rows import insert_rows, read_rows

DOCUMENTS_AT_ONCE = 2_000  # a document is read once for all of these that are compared with it
# Two countries of which documents tell sums or weights are told of daily.
PAIR_REACH_DAYS = 10
LEAST_TELLING = 1000  # lesser values are told of many things
NAMES_OF_A_DOCUMENT = 8
COUNTRIES_OF_A_DOCUMENT = 3


def refresh_links(
    con: duckdb.DuckDBPyConnection, link_series: LinkSeries, join_series: JoinSeries
) -> tuple[Mapping[str, str], list[str], list[str]]:
    """What joined series are called now, the series that are called otherwise, and their names before.

    Reads temp table `chosen_figures`: the figures of all documents in which something changed.
    """
    gone = read_rows(con, SeriesLink, _GONE)
    con.execute(f"DELETE FROM ops.series_links {_GONE}")
    kept, new = read_rows(con, SeriesLink), list[SeriesLink]()
    con.execute(_LIST_DOCUMENTS)
    con.execute(_LIST_OWN_TOPICS)
    con.execute(_LIST_NEAR_DOCUMENTS)
    con.execute(_LIST_SHARED_TOPICS)
    row = con.execute("SELECT count(*) FROM documents_to_link").fetchone()
    for first in range(0, row[0] if row else 0, DOCUMENTS_AT_ONCE):
        new += _link_part(con, link_series, first)
    for name in ("documents_to_link", "own_topics", "near_documents", "document_topics"):
        con.execute(f"DROP TABLE {name}")
    now = join_series([*kept, *new])
    before = join_series([*kept, *gone]) if gone or new else now
    # What leads a joined series keeps its name, but is named at all only then if it tells no measure.
    changed = {series for series in {*before, *now} if before.get(series) != now.get(series)}
    return now, sorted(changed), sorted({before.get(series, series) for series in changed})


def _link_part(con: duckdb.DuckDBPyConnection, link_series: LinkSeries, first: int) -> list[SeriesLink]:
    con.execute(_FIND_PAIRS.format(first=first, last=first + DOCUMENTS_AT_ONCE))
    pairs = con.execute("FROM document_pairs ORDER BY ALL").fetchall()
    links = list(link_series(read_compared(con), pairs))
    insert_rows(con, SeriesLink, links)
    con.execute("DROP TABLE document_pairs")
    return links


def read_compared(con: duckdb.DuckDBPyConnection) -> list[FigureRecord]:
    """The figures of all documents in temp table `document_pairs` (one_id, other_id)."""
    told = {document_id: tuple(names) for document_id, names in con.execute(_SELECT_NAMES).fetchall()}
    found = con.execute(_SELECT_COMPARED)
    columns = [column[0] for column in found.description or ()]
    rows = (dict(zip(columns, row, strict=True)) for row in found.fetchall())
    return [FigureRecord(**row, names=told.get(row["document_id"], ())) for row in rows]


_GONE = """
WHERE figure_id NOT IN (SELECT figure_id FROM store.figures)
    OR other_figure_id NOT IN (SELECT figure_id FROM store.figures)
    OR figure_id IN (SELECT figure_id FROM chosen_figures)
    OR other_figure_id IN (SELECT figure_id FROM chosen_figures)
"""

# What documents of a table are about: names that no reference knows, and countries with words and unit of a
# measure, with a value that is no small number, or with each other and the unit of what is not counted.
_TOPICS = f"""
WITH told AS (
    SELECT document_id, published_on FROM store.documents
    WHERE duplicate_of IS NULL AND published_on IS NOT NULL
        AND document_id IN (SELECT document_id FROM {{source}})
),
names AS (
    SELECT document_id, hash(actor_id) AS topic FROM store.document_actors
    WHERE is_named AND reference_id IS NULL AND type IN ('person', 'organisation', 'location')
        AND document_id IN (SELECT document_id FROM {{source}})
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY mention_count DESC, entity_key)
        <= {NAMES_OF_A_DOCUMENT}
),
countries AS (
    SELECT document_id, country_code FROM store.document_actors
    WHERE country_code IS NOT NULL AND type IN ('country', 'location')
      AND document_id IN (SELECT document_id FROM {{source}})
    GROUP BY document_id, country_code
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY sum(mention_count) DESC, country_code)
        <= {COUNTRIES_OF_A_DOCUMENT}
),
figures AS (
    SELECT document_id, measure, dimension, coalesce(base_unit, unit) AS unit,
        coalesce(base_value, value) AS value
    FROM store.figures WHERE item IS NOT NULL AND NOT is_minor AND dimension <> 'duration'
        AND document_id IN (SELECT document_id FROM {{source}})
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

_LIST_OWN_TOPICS = f"""
CREATE OR REPLACE TEMP TABLE own_topics AS
SELECT DISTINCT topic FROM ({_TOPICS.format(source="documents_to_link")})
"""

# Documents of the time that may share a topic: they name somebody, a word of a measure with its unit or a
# value that those to link name, or some days from them have a figure in the unit of one of theirs.
_LIST_NEAR_DOCUMENTS = f"""
CREATE OR REPLACE TEMP TABLE near_documents AS
WITH own AS (SELECT d.* FROM store.documents AS d JOIN documents_to_link USING (document_id)),
span AS (SELECT min(published_on) AS first, max(published_on) AS last FROM own),
near AS (
    SELECT document_id FROM store.documents, span
    WHERE published_on BETWEEN first - {SERIES_REACH_DAYS} AND last + {SERIES_REACH_DAYS}
),
far AS (
    SELECT document_id FROM store.documents, span
    WHERE published_on BETWEEN first - {NAMED_SERIES_REACH_DAYS} AND last + {NAMED_SERIES_REACH_DAYS}
),
close AS (
    SELECT document_id FROM store.documents, span
    WHERE published_on BETWEEN first - {PAIR_REACH_DAYS} AND last + {PAIR_REACH_DAYS}
),
names AS (
    SELECT actor_id FROM store.document_actors
    WHERE is_named AND reference_id IS NULL AND document_id IN (SELECT document_id FROM own)
),
measures AS (
    SELECT document_id, unnest(string_split(measure, ' ')) AS word, coalesce(base_unit, unit) AS unit
    FROM store.figures WHERE measure IS NOT NULL AND dimension <> 'duration'
),
figures AS (
    SELECT document_id, dimension, coalesce(base_unit, unit) AS unit, coalesce(base_value, value) AS value
    FROM store.figures
    WHERE item IS NOT NULL AND NOT is_minor AND dimension <> 'duration'
        AND document_id IN (SELECT document_id FROM near)
),
own_figures AS (FROM figures WHERE document_id IN (SELECT document_id FROM own))
SELECT document_id FROM store.document_actors
WHERE actor_id IN (SELECT actor_id FROM names) AND document_id IN (SELECT document_id FROM far)
UNION
SELECT document_id FROM measures
WHERE document_id IN (SELECT document_id FROM near)
    AND (word, unit) IN (SELECT (word, unit) FROM measures WHERE document_id IN (SELECT document_id FROM own))
UNION
SELECT document_id FROM figures
WHERE value >= {LEAST_TELLING} AND (value, unit) IN (SELECT (value, unit) FROM own_figures)
UNION
SELECT document_id FROM figures
WHERE dimension NOT IN ('count', 'share') AND unit IN (SELECT unit FROM own_figures)
    AND document_id IN (SELECT document_id FROM close)
"""

_LIST_SHARED_TOPICS = f"""
CREATE OR REPLACE TEMP TABLE document_topics AS
SELECT * FROM ({_TOPICS.format(source="near_documents")}) WHERE topic IN (SELECT topic FROM own_topics)
"""

_LIST_DOCUMENTS = """
CREATE OR REPLACE TEMP TABLE documents_to_link AS
SELECT document_id, row_number() OVER (ORDER BY document_id) - 1 AS document_no
FROM (SELECT DISTINCT document_id FROM store.figures JOIN chosen_figures USING (figure_id))
"""

# Of two documents that both changed the pair is taken with the one whose id comes first.
_FIND_PAIRS = """
CREATE OR REPLACE TEMP TABLE document_pairs AS
SELECT DISTINCT least(one.document_id, other.document_id) AS one_id,
    greatest(one.document_id, other.document_id) AS other_id
FROM documents_to_link AS d JOIN document_topics AS one USING (document_id)
JOIN document_topics AS other ON other.topic = one.topic AND other.document_id <> one.document_id
    AND abs(other.published_on - one.published_on) <= one.reach
WHERE d.document_no >= {first} AND d.document_no < {last}
    AND (other.document_id > one.document_id
        OR other.document_id NOT IN (SELECT document_id FROM documents_to_link))
"""

_COMPARED = "SELECT one_id AS document_id FROM document_pairs UNION SELECT other_id FROM document_pairs"

_SELECT_NAMES = f"""
SELECT document_id, list(DISTINCT actor_id ORDER BY actor_id)
FROM (
    SELECT document_id, actor_id FROM store.document_actors
    UNION ALL
    SELECT document_id, 'title/' || regexp_replace(lower(title), '[^[:alnum:]]+', '-', 'g')
    FROM store.documents WHERE title IS NOT NULL
)
WHERE document_id IN ({_COMPARED}) GROUP BY document_id
"""

# Named as the fields of FigureRecord.
_SELECT_COMPARED = f"""
WITH compared AS ({_COMPARED})
SELECT f.figure_id, d.story_id, coalesce(f.item, '') AS item, coalesce(f.measure, '') AS measure,
    coalesce(f.measure_kind, '') AS kind,
    coalesce(f.base_unit, f.unit) AS unit, f.per_unit, party.actor_id AS party_id,
    partner.actor_id AS partner_id,
    coalesce(party.type <> 'country' AND party.sector = 'GOV' AND party.country_code IS NOT NULL, FALSE)
        AS party_is_state_body,
    party.country_code AS party_country_code, f.place_country_code, f.document_id, d.published_on,
    coalesce(f.base_value, f.value) AS value, f.dimension, f.counted, e.deed_type,
    owner.actor_id AS owner_id, f.period_start, f.period_end
FROM store.figures AS f JOIN compared USING (document_id) JOIN store.documents AS d USING (document_id)
LEFT JOIN store.events AS e ON e.event_id = f.event_id
LEFT JOIN store.document_actors AS party
    ON party.document_id = f.document_id AND party.entity_key = f.party_id
LEFT JOIN store.document_actors AS partner
    ON partner.document_id = f.document_id AND partner.entity_key = f.partner_id
LEFT JOIN store.document_actors AS owner
    ON owner.document_id = f.document_id AND owner.entity_key = f.actor_id
WHERE f.item IS NOT NULL AND NOT f.is_minor AND f.dimension <> 'duration'
"""
