"""Links between figures of two documents that tell of one series in other words.

A link depends on its two documents, and on whether what they share says anything (`series_topics.py`). So
those of documents that changed are drawn anew with all that share a topic with them, and those of documents
that share nothing more go; all others stay. Copies of an article tell nothing of their own.
"""

from __future__ import annotations

import duckdb

from schemas.identity import FigureRecord
from schemas.operations import SeriesLink
from warehouse.publishing.joined_series import refresh_joined
from warehouse.publishing.resolvers import LinkSeries
from warehouse.publishing.series_topics import refresh_topics
from warehouse.rows import insert_rows

PAIRS_AT_ONCE = 50_000  # of documents


def refresh_links(con: duckdb.DuckDBPyConnection, link_series: LinkSeries) -> bool:
    """Bring the links up to date, and what joined series are called (`refresh_joined`).

    Returns whether all links were drawn anew, by other rules.
    """
    is_anew = refresh_topics(con)
    con.execute("DELETE FROM ops.series_links" if is_anew else _DELETE_GONE)
    con.execute(_NUMBER_PAIRS)
    row = con.execute("SELECT count(*) FROM numbered_pairs").fetchone()
    for first in range(0, row[0] if row else 0, PAIRS_AT_ONCE):
        _link_part(con, link_series, first)
    for name in ("relinked_documents", "document_pairs", "parted_pairs", "numbered_pairs"):
        con.execute(f"DROP TABLE {name}")
    refresh_joined(con)
    return is_anew


def _link_part(con: duckdb.DuckDBPyConnection, link_series: LinkSeries, first: int) -> None:
    con.execute(_CHOOSE_PAIRS.format(first=first, last=first + PAIRS_AT_ONCE))
    pairs = con.execute("FROM document_pairs ORDER BY ALL").fetchall()
    insert_rows(con, SeriesLink, link_series(read_compared(con), pairs))


def read_compared(con: duckdb.DuckDBPyConnection) -> list[FigureRecord]:
    """The figures of all documents in temp table `document_pairs` (one_id, other_id)."""
    told = {document_id: tuple(names) for document_id, names in con.execute(_SELECT_NAMES).fetchall()}
    found = con.execute(_SELECT_COMPARED)
    columns = [column[0] for column in found.description or ()]
    rows = (dict(zip(columns, row, strict=True)) for row in found.fetchall())
    return [FigureRecord(**row, names=told.get(row["document_id"], ())) for row in rows]


_DELETE_GONE = """
DELETE FROM ops.series_links
WHERE document_id IN (SELECT document_id FROM relinked_documents)
    OR other_document_id IN (SELECT document_id FROM relinked_documents)
    OR (least(document_id, other_document_id), greatest(document_id, other_document_id))
        IN (SELECT (one_id, other_id) FROM parted_pairs)
    OR (least(document_id, other_document_id), greatest(document_id, other_document_id))
        IN (SELECT (one_id, other_id) FROM document_pairs)
"""

_NUMBER_PAIRS = """
CREATE OR REPLACE TEMP TABLE numbered_pairs AS
SELECT *, row_number() OVER (ORDER BY one_id, other_id) - 1 AS pair_no FROM document_pairs
"""

_CHOOSE_PAIRS = """
CREATE OR REPLACE TEMP TABLE document_pairs AS
SELECT one_id, other_id FROM numbered_pairs WHERE pair_no >= {first} AND pair_no < {last}
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
