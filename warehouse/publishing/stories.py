"""Copies of a text: candidates by shared signature bands, confirmed, joined to stories.

The stories are a function of the set of documents. Only those that a publication can change are
computed anew: the touched documents, all that share a band with one, and all of their old stories.
Bands are taken in parts, so that the memory does not grow with their number.
"""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.identity import TextSignatures
from warehouse.publishing.band_pairs import pair_texts
from warehouse.publishing.components import join_components
from warehouse.publishing.resolvers import FindCopies

BANDS_AT_ONCE = 200_000
TEXTS_AT_ONCE = 1_000


def remember_stories(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the stories of the documents in temp table `replaced`, before their rows are deleted."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE old_stories AS SELECT DISTINCT story_id FROM store.documents"
        " WHERE document_id IN (SELECT document_id FROM replaced)"
    )


def refresh_stories(con: duckdb.DuckDBPyConnection, find_copies: FindCopies) -> None:
    """Set story_id and duplicate_of; temp table `restoried` names the documents whose story changed."""
    for statement in (_FIND_AFFECTED, _NUMBER_TEXTS, _RANK_TEXTS, _LIST_BANDS):
        con.execute(statement)
    _store_stories(con, _join_copies(con, find_copies))
    for name in _OWN_TABLES:
        con.execute(f"DROP TABLE {name}")


_OWN_TABLES = (
    "old_stories", "affected_documents", "numbered_texts", "ranked_texts", "text_bands", "new_stories",
)  # fmt: skip

_FIND_AFFECTED = """
CREATE OR REPLACE TEMP TABLE affected_documents AS
WITH bands AS (SELECT document_id, hash(unnest(bands)) AS band FROM store.document_signatures),
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
WHERE d.story_id IN (SELECT story_id FROM stories)
"""

# One row per distinct text, told by its first document. Texts without words, and those whose signature has
# another length than most (it was made by another version), come last: they are compared with none.
_NUMBER_TEXTS = """
CREATE OR REPLACE TEMP TABLE numbered_texts AS
WITH sizes AS (SELECT document_id, len(minhash) AS size FROM store.document_signatures),
texts AS (
    SELECT DISTINCT ON (a.text_sha256) a.text_sha256, a.document_id, a.published_on, s.size
    FROM affected_documents AS a LEFT JOIN sizes AS s USING (document_id)
    ORDER BY a.text_sha256, a.published_on NULLS LAST, a.document_id
),
told AS (
    SELECT *, coalesce(size = (SELECT mode(size) FROM texts WHERE size > 0), FALSE) AS is_comparable
    FROM texts
)
SELECT * EXCLUDE (size), row_number() OVER (ORDER BY NOT is_comparable, text_sha256) - 1 AS text_no
FROM told
"""

# All texts of the warehouse, as the order within a band counts the unaffected ones too.
_RANK_TEXTS = """
CREATE OR REPLACE TEMP TABLE ranked_texts AS
WITH texts AS (
    SELECT text_sha256, min(document_id) AS document_id FROM store.document_signatures GROUP BY text_sha256
)
SELECT coalesce(n.document_id, t.document_id) AS document_id, n.text_no, n.is_comparable,
    (row_number() OVER (ORDER BY t.text_sha256))::INTEGER AS rank
FROM texts AS t LEFT JOIN numbered_texts AS n USING (text_sha256)
"""

# Bands are told by 64-bit hashes; text_no is -1 for a text that isn't compared.
_LIST_BANDS = """
CREATE OR REPLACE TEMP TABLE text_bands AS
WITH listed AS (
    SELECT hash(unnest(s.bands)) AS band, r.rank, r.text_no IS NOT NULL AS is_affected,
        if(r.is_comparable, r.text_no, -1)::INTEGER AS text_no
    FROM store.document_signatures AS s JOIN ranked_texts AS r USING (document_id)
)
SELECT band, rank, text_no FROM listed WHERE band IN (SELECT band FROM listed WHERE is_affected)
"""


def _join_copies(con: duckdb.DuckDBPyConnection, find_copies: FindCopies) -> npt.NDArray[np.int64]:
    """The story of each numbered text, told by the least number in it."""
    row = con.execute(
        "SELECT (SELECT count(*) FROM numbered_texts), (SELECT count(*) FROM text_bands)"
    ).fetchone()
    count, band_count = row or (0, 0)
    parts = 1 + band_count // BANDS_AT_ONCE
    texts = _read_signatures(con, count)
    stories = np.arange(count)
    for part in range(parts):
        found = con.execute(
            f"SELECT band, text_no FROM text_bands WHERE band % {parts} = {part} ORDER BY band, rank"
        ).fetchnumpy()
        left, right = pair_texts(found["band"], found["text_no"].astype(np.int64))
        is_copy = find_copies(texts, left, right)
        stories = join_components(stories, left[is_copy], right[is_copy])
    return stories


def _read_signatures(con: duckdb.DuckDBPyConnection, count: int) -> TextSignatures:
    """Signatures of the numbered texts, by number; zeros for those that can't be compared."""
    found = con.execute(
        """
        SELECT n.text_no, s.shingle_count, s.minhash::UINTEGER[] AS minhash,
            epoch(n.published_on) / 86400.0 AS day
        FROM numbered_texts AS n JOIN store.document_signatures AS s USING (document_id)
        WHERE n.is_comparable
        """
    ).to_arrow_reader(TEXTS_AT_ONCE)
    shingle_counts, days = np.zeros(count, np.int64), np.full(count, np.nan)
    minhash: npt.NDArray[np.uint32] = np.zeros((0, 0), np.uint32)
    for batch in found:
        values = batch["minhash"].flatten().to_numpy().reshape(batch.num_rows, -1)
        if not minhash.size:
            minhash = np.zeros((count, values.shape[1]), np.uint32)
        rows = batch["text_no"].to_numpy()
        minhash[rows] = values
        shingle_counts[rows] = batch["shingle_count"].to_numpy()
        days[rows] = batch["day"].to_numpy(zero_copy_only=False)
    return TextSignatures(shingle_counts, minhash, days)


def _store_stories(con: duckdb.DuckDBPyConnection, stories: npt.NDArray[np.int64]) -> None:
    """`stories`: for each text, by number, one text of its story. Its first document gives a story the id."""
    con.register("text_stories", pa.table({"text_no": np.arange(len(stories)), "component": stories}))
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE new_stories AS
        SELECT a.document_id, first(a.document_id) OVER (
            PARTITION BY t.component ORDER BY a.published_on NULLS LAST, a.document_id
        ) AS story_id
        FROM affected_documents AS a
        JOIN numbered_texts AS n USING (text_sha256) JOIN text_stories AS t USING (text_no)
        """
    )
    con.unregister("text_stories")
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
