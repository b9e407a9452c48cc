"""What series that links join are called: by the one of them that was told first."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa

from warehouse.publishing.components import join_components


def refresh_joined(con: duckdb.DuckDBPyConnection) -> None:
    """Bring `store.joined_series` up to date with the links; temp table `renamed_series` tells what changed.

    Its rows are (series_id, before_id): all series that are joined otherwise than before, and what they were
    called.
    """
    con.execute(_NUMBER_SERIES)
    edges = con.execute(_LIST_EDGES).fetchnumpy()
    row = con.execute("SELECT count(*) FROM series_numbers").fetchone()
    roots = join_components(
        np.arange(row[0] if row else 0),
        np.asarray(edges["one_no"], np.int64),
        np.asarray(edges["other_no"], np.int64),
    )
    con.register("series_roots", pa.table({"series_no": np.arange(len(roots)), "root_no": roots}))
    con.execute(_NAME_JOINED)
    con.unregister("series_roots")
    con.execute(_FIND_RENAMED)
    con.execute("DELETE FROM store.joined_series WHERE series_id IN (SELECT series_id FROM renamed_series)")
    con.execute(
        "INSERT INTO store.joined_series BY NAME FROM now_joined"
        " WHERE series_id IN (SELECT series_id FROM renamed_series)"
    )
    for name in ("series_numbers", "now_joined"):
        con.execute(f"DROP TABLE {name}")


# Numbered in the order in which they were told: the least of a component is the one told first.
_NUMBER_SERIES = """
CREATE OR REPLACE TEMP TABLE series_numbers AS
SELECT series_id, row_number() OVER (ORDER BY min(said_on) NULLS LAST, series_id) - 1 AS series_no
FROM (
    SELECT series_id, said_on FROM ops.series_links
    UNION ALL SELECT other_series_id, other_said_on FROM ops.series_links
)
GROUP BY series_id
"""

_LIST_EDGES = """
SELECT DISTINCT one.series_no AS one_no, other.series_no AS other_no
FROM ops.series_links AS l JOIN series_numbers AS one ON one.series_id = l.series_id
JOIN series_numbers AS other ON other.series_id = l.other_series_id
"""

_NAME_JOINED = """
CREATE OR REPLACE TEMP TABLE now_joined AS
SELECT s.series_id, root.series_id AS joined_id
FROM series_numbers AS s JOIN series_roots AS r USING (series_no)
JOIN series_numbers AS root ON root.series_no = r.root_no
"""

# What leads a joined series keeps its name, but is named at all only then if it tells no measure.
_FIND_RENAMED = """
CREATE OR REPLACE TEMP TABLE renamed_series AS
SELECT coalesce(now.series_id, before.series_id) AS series_id,
    coalesce(before.joined_id, now.series_id) AS before_id
FROM now_joined AS now FULL JOIN store.joined_series AS before USING (series_id)
WHERE now.joined_id IS DISTINCT FROM before.joined_id
"""
