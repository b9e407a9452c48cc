"""Copies of a text: candidates by shared signature bands, confirmed, joined to stories.

The stories are a function of the set of documents. Only those that a publication can change are
computed anew: the touched documents, all that share a band with one, and all of their old stories.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from schemas.identity import CopyRecord
from warehouse.components import join_components
from warehouse.resolvers import IsCopy

# In a band that more texts share, each is compared with the first and its next neighbours only.
MOST_TEXTS_COMPARED = 40
NEIGHBOURS_COMPARED = 3


def remember_stories(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the stories of the documents in temp table `touched`, before their rows are deleted."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE old_stories AS SELECT DISTINCT story_id FROM store.documents"
        " WHERE document_id IN (SELECT document_id FROM touched)"
    )


def refresh_stories(con: duckdb.DuckDBPyConnection, is_copy: IsCopy) -> None:
    """Set story_id and duplicate_of; temp table `restoried` names the documents whose story changed."""
    con.execute(_FIND_AFFECTED)
    records = _read_records(con)
    pairs = con.execute(_FIND_CANDIDATES).fetchall()
    confirmed = [(a, b) for a, b in pairs if is_copy(records[a], records[b])]
    _store_stories(con, join_components(records, confirmed))


_FIND_AFFECTED = """
CREATE OR REPLACE TEMP TABLE affected_documents AS
WITH bands AS (SELECT document_id, unnest(bands) AS band FROM store.document_signatures),
near AS (
    SELECT document_id FROM touched
    UNION
    SELECT document_id FROM bands
    WHERE band IN (SELECT band FROM bands WHERE document_id IN (SELECT document_id FROM touched))
),
stories AS (
    SELECT story_id FROM store.documents WHERE document_id IN (SELECT document_id FROM near)
    UNION
    SELECT story_id FROM old_stories
)
SELECT d.document_id, d.published_on, coalesce(s.text_sha256, d.document_id) AS text_sha256
FROM store.documents AS d
LEFT JOIN store.document_signatures AS s ON s.document_id = d.document_id AND d.text_char_count > 0
WHERE d.story_id IN (SELECT story_id FROM stories) OR d.document_id IN (SELECT document_id FROM near)
"""

_FIND_CANDIDATES = f"""
WITH texts AS (SELECT DISTINCT text_sha256 FROM affected_documents),
bands AS (SELECT DISTINCT text_sha256, unnest(bands) AS band FROM store.document_signatures),
shared AS (
    SELECT text_sha256, band,
        row_number() OVER (PARTITION BY band ORDER BY text_sha256) AS place,
        count(*) OVER (PARTITION BY band) AS size
    FROM bands
    WHERE band IN (SELECT band FROM bands WHERE text_sha256 IN (FROM texts))
)
SELECT DISTINCT a.text_sha256 AS one, b.text_sha256 AS other
FROM shared AS a JOIN shared AS b ON a.band = b.band AND a.place < b.place
WHERE (a.size <= {MOST_TEXTS_COMPARED} OR a.place = 1 OR b.place - a.place <= {NEIGHBOURS_COMPARED})
    AND a.text_sha256 IN (FROM texts) AND b.text_sha256 IN (FROM texts)
ORDER BY one, other
"""


def _read_records(con: duckdb.DuckDBPyConnection) -> dict[str, CopyRecord]:
    """One record per distinct text of the affected documents, told by its first document."""
    rows = con.execute(
        """
        SELECT DISTINCT ON (a.text_sha256)
            a.text_sha256, a.document_id, coalesce(s.shingle_count, 0), coalesce(s.minhash, []),
            a.published_on
        FROM affected_documents AS a LEFT JOIN store.document_signatures AS s USING (document_id)
        ORDER BY a.text_sha256, a.published_on NULLS LAST, a.document_id
        """
    ).fetchall()
    return {
        text: CopyRecord(
            document_id=document_id,
            text_sha256=text,
            shingle_count=shingles,
            minhash=tuple(minhash),
            published_on=published_on,
        )
        for text, document_id, shingles, minhash, published_on in rows
    }


def _store_stories(con: duckdb.DuckDBPyConnection, stories: Iterable[tuple[str, str]]) -> None:
    """`stories`: (text, name of its component). The first document of a story gives it its id."""
    texts, names = zip(*stories, strict=True) if stories else ((), ())
    table = pa.table({"text_sha256": pa.array(texts, pa.string()), "component": pa.array(names, pa.string())})
    con.register("text_components", table)
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE new_stories AS
        SELECT a.document_id, first(a.document_id) OVER (
            PARTITION BY t.component ORDER BY a.published_on NULLS LAST, a.document_id
        ) AS story_id
        FROM affected_documents AS a JOIN text_components AS t USING (text_sha256)
        """
    )
    con.unregister("text_components")
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE restoried AS
        SELECT n.document_id, n.story_id, nullif(n.story_id, n.document_id) AS duplicate_of
        FROM new_stories AS n JOIN store.documents AS d USING (document_id)
        WHERE d.story_id <> n.story_id OR d.duplicate_of IS DISTINCT FROM nullif(n.story_id, n.document_id)
        """
    )
    con.execute(
        """
        UPDATE store.documents AS d SET story_id = r.story_id, duplicate_of = r.duplicate_of
        FROM restoried AS r WHERE r.document_id = d.document_id
        """
    )
