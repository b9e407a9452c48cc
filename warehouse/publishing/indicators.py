"""One indicator for figures of one series in many documents: figures out, indicator ids back in.

The id of a figure depends on its own row, on the ids of its parties across documents and on the links of its
series (`series_links.py`), so that only the documents that were touched, changed their story or hold an actor
with a new id are named anew, and the figures of series that a link joined or set free.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from schemas.identity import FigureRecord
from warehouse.publishing.changed_documents import CHANGED_DOCUMENTS
from warehouse.publishing.resolvers import NameIndicators, Resolvers
from warehouse.publishing.series_links import refresh_links

FIGURES_AT_ONCE = 20_000


def refresh_indicators(con: duckdb.DuckDBPyConnection, resolvers: Resolvers) -> None:
    """Name the indicators of all documents in which something changed.

    Reads the temp tables `touched`, `restoried` and `reidentified`.
    """
    con.execute(_CHOOSE_FIGURES)
    joined: Mapping[str, str] = {}
    if resolvers.link_series is not None:
        is_anew = refresh_links(con, resolvers.link_series)
        con.execute(_CHOOSE_ALL if is_anew else _CHOOSE_RENAMED)
        con.execute("DROP TABLE renamed_series")
        joined = dict(con.execute("SELECT series_id, joined_id FROM store.joined_series").fetchall())
    con.execute(_NUMBER_FIGURES)
    row = con.execute("SELECT count(*) FROM numbered_figures").fetchone()
    for first in range(0, row[0] if row else 0, FIGURES_AT_ONCE):
        _name_part(con, resolvers.name_indicators, joined, first)
    con.execute(_NAME_COPIES)
    con.execute("DROP TABLE numbered_figures")
    con.execute("DROP TABLE chosen_figures")


def _name_part(
    con: duckdb.DuckDBPyConnection, name_indicators: NameIndicators, joined: Mapping[str, str], first: int
) -> None:
    rows = con.execute(_SELECT_RECORDS.format(first=first, last=first + FIGURES_AT_ONCE)).fetchall()
    records = [FigureRecord(*row) for row in rows]
    names = name_indicators(records, joined)
    _store(con, [(r.figure_id, names.get(r.figure_id)) for r in records])


_CHOOSE_FIGURES = f"""
CREATE OR REPLACE TEMP TABLE chosen_figures AS
SELECT figure_id FROM store.figures
WHERE item IS NOT NULL AND NOT is_minor AND document_id IN ({CHANGED_DOCUMENTS})
"""

_CHOOSE_ALL = """
INSERT INTO chosen_figures
SELECT figure_id FROM store.figures
WHERE item IS NOT NULL AND NOT is_minor AND figure_id NOT IN (SELECT figure_id FROM chosen_figures)
"""

# Figures of series that a link joined or set free: what names no measure has its indicator by links alone.
_CHOOSE_RENAMED = """
INSERT INTO chosen_figures
SELECT figure_id FROM (
    SELECT figure_id FROM store.figures WHERE indicator_id IN (SELECT before_id FROM renamed_series)
    UNION SELECT figure_id FROM ops.series_links WHERE series_id IN (SELECT series_id FROM renamed_series)
    UNION SELECT other_figure_id FROM ops.series_links
    WHERE other_series_id IN (SELECT series_id FROM renamed_series)
)
WHERE figure_id NOT IN (SELECT figure_id FROM chosen_figures)
"""

_NUMBER_FIGURES = """
CREATE OR REPLACE TEMP TABLE numbered_figures AS
SELECT figure_id, row_number() OVER (ORDER BY figure_id) - 1 AS figure_no
FROM chosen_figures JOIN store.figures USING (figure_id) WHERE item IS NOT NULL AND NOT is_minor
"""

_SELECT_RECORDS = """
SELECT f.figure_id, d.story_id, coalesce(f.item, ''), coalesce(f.measure, ''), coalesce(f.measure_kind, ''),
    coalesce(f.base_unit, f.unit), f.per_unit, party.actor_id, partner.actor_id,
    coalesce(party.type <> 'country' AND party.sector = 'GOV' AND party.country_code IS NOT NULL, FALSE),
    party.country_code, f.place_country_code
FROM store.figures AS f JOIN store.documents AS d USING (document_id)
LEFT JOIN store.document_actors AS party
    ON party.document_id = f.document_id AND party.entity_key = f.party_id
LEFT JOIN store.document_actors AS partner
    ON partner.document_id = f.document_id AND partner.entity_key = f.partner_id
WHERE f.figure_id IN (
    SELECT figure_id FROM numbered_figures WHERE figure_no >= {first} AND figure_no < {last}
)
ORDER BY f.figure_id
"""

# What a copy tells is of the series of its original, though a shortened one may word it otherwise.
_NAME_COPIES = """
WITH chosen AS (SELECT DISTINCT document_id FROM store.figures JOIN chosen_figures USING (figure_id)),
copies AS (
    SELECT document_id, duplicate_of FROM store.documents
    WHERE duplicate_of IS NOT NULL AND (document_id IN (FROM chosen) OR duplicate_of IN (FROM chosen))
),
told AS (
    SELECT document_id, value, unit, per_unit, measure_kind, any_value(indicator_id) AS indicator_id
    FROM store.figures
    WHERE document_id IN (SELECT duplicate_of FROM copies) AND indicator_id IS NOT NULL
    GROUP BY ALL HAVING count(DISTINCT indicator_id) = 1
)
UPDATE store.figures AS f SET indicator_id = t.indicator_id
FROM copies AS c JOIN told AS t ON t.document_id = c.duplicate_of
WHERE f.document_id = c.document_id AND f.indicator_id IS NOT NULL
    AND f.value = t.value AND f.unit = t.unit AND f.per_unit IS NOT DISTINCT FROM t.per_unit
    AND f.measure_kind IS NOT DISTINCT FROM t.measure_kind AND f.indicator_id <> t.indicator_id
"""


def _store(con: duckdb.DuckDBPyConnection, names: list[tuple[str, str | None]]) -> None:
    table = pa.table(
        {
            "figure_id": pa.array([figure_id for figure_id, _ in names], pa.string()),
            "indicator_id": pa.array([indicator_id for _, indicator_id in names], pa.string()),
        }
    )
    con.register("new_names", table)
    con.execute(
        """
        UPDATE store.figures AS f SET indicator_id = n.indicator_id FROM new_names AS n
        WHERE n.figure_id = f.figure_id AND f.indicator_id IS DISTINCT FROM n.indicator_id
        """
    )
    con.unregister("new_names")
