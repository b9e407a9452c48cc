"""Copies of a text: candidates by shared signature bands, confirmed, joined to stories.

The stories are a function of the set of documents. Only those that a publication can change are
computed anew: the touched documents, all that share a band with one, and all of their old stories.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.identity import TextSignatures
from warehouse.components import join_components
from warehouse.resolvers import FindCopies

# In a band that more texts share, each is compared with the first and its next neighbours only.
MOST_TEXTS_COMPARED = 40
NEIGHBOURS_COMPARED = 3


def remember_stories(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the stories of the documents in temp table `touched`, before their rows are deleted."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE old_stories AS SELECT DISTINCT story_id FROM store.documents"
        " WHERE document_id IN (SELECT document_id FROM touched)"
    )


def refresh_stories(con: duckdb.DuckDBPyConnection, find_copies: FindCopies) -> None:
    """Set story_id and duplicate_of; temp table `restoried` names the documents whose story changed."""
    con.execute(_FIND_AFFECTED)
    con.execute(_NUMBER_TEXTS)
    pairs = con.execute(_FIND_CANDIDATES).fetchnumpy()
    left, right = (pairs[side].astype(np.int64) for side in ("one", "other"))
    is_copy = find_copies(_read_signatures(con), left, right)
    edges = zip(left[is_copy].tolist(), right[is_copy].tolist(), strict=True)
    count = con.execute("SELECT count(*) FROM numbered_texts").fetchall()[0][0]
    _store_stories(con, join_components(range(count), edges))


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

# One row per distinct text, told by its first document. Texts without words, and those whose signature has
# another length than most (it was made by another version), come last: they are compared with none.
_NUMBER_TEXTS = """
CREATE OR REPLACE TEMP TABLE numbered_texts AS
WITH texts AS (
    SELECT DISTINCT ON (a.text_sha256) a.text_sha256, a.published_on, s.shingle_count, s.minhash
    FROM affected_documents AS a LEFT JOIN store.document_signatures AS s USING (document_id)
    ORDER BY a.text_sha256, a.published_on NULLS LAST, a.document_id
),
told AS (
    SELECT *, coalesce(
        len(minhash) = (SELECT mode(len(minhash)) FROM texts WHERE len(minhash) > 0), FALSE
    ) AS is_comparable
    FROM texts
)
SELECT *, row_number() OVER (ORDER BY NOT is_comparable, text_sha256) - 1 AS text_no FROM told
"""

# Bands are told by 64-bit hashes and texts by their rank.
_FIND_CANDIDATES = f"""
WITH ranked AS (
    SELECT text_sha256, any_value(bands) AS bands, row_number() OVER (ORDER BY text_sha256) AS rank
    FROM store.document_signatures GROUP BY text_sha256
),
bands AS (SELECT rank, hash(unnest(bands)) AS band FROM ranked),
affected AS (
    SELECT r.rank, n.text_no, n.is_comparable FROM ranked AS r JOIN numbered_texts AS n USING (text_sha256)
),
shared AS (
    SELECT rank, band,
        row_number() OVER (PARTITION BY band ORDER BY rank) AS place,
        count(*) OVER (PARTITION BY band) AS size
    FROM bands
    WHERE band IN (SELECT band FROM bands WHERE rank IN (SELECT rank FROM affected))
),
placed AS (
    SELECT s.*, a.text_no FROM shared AS s JOIN affected AS a USING (rank) WHERE a.is_comparable
)
SELECT DISTINCT a.text_no AS one, b.text_no AS other
FROM placed AS a JOIN placed AS b ON a.band = b.band AND a.place < b.place
WHERE a.size <= {MOST_TEXTS_COMPARED} OR a.place = 1 OR b.place - a.place <= {NEIGHBOURS_COMPARED}
ORDER BY one, other
"""


def _read_signatures(con: duckdb.DuckDBPyConnection) -> TextSignatures:
    """Signatures of the numbered texts that can be compared, in the order of their numbers."""
    table = con.execute(
        """
        SELECT coalesce(shingle_count, 0)::BIGINT AS shingle_count, minhash,
            epoch(published_on) / 86400.0 AS day
        FROM numbered_texts WHERE is_comparable ORDER BY text_no
        """
    ).to_arrow_table()
    values = table["minhash"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
    return TextSignatures(
        shingle_counts=table["shingle_count"].to_numpy(),
        minhash=values.astype(np.uint64).reshape(table.num_rows, -1) if table.num_rows else _NO_MINHASH,
        days=table["day"].to_numpy().astype(np.float64),
    )


_NO_MINHASH: npt.NDArray[np.uint64] = np.zeros((0, 0), np.uint64)


def _store_stories(con: duckdb.DuckDBPyConnection, stories: Iterable[tuple[int, int]]) -> None:
    """`stories`: (text, one text of its story), by number. The first document of a story gives it its id."""
    texts, names = zip(*stories, strict=True) if stories else ((), ())
    table = pa.table({"text_no": pa.array(texts, pa.int64()), "component": pa.array(names, pa.int64())})
    con.register("text_components", table)
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE new_stories AS
        SELECT a.document_id, first(a.document_id) OVER (
            PARTITION BY t.component ORDER BY a.published_on NULLS LAST, a.document_id
        ) AS story_id
        FROM affected_documents AS a
        JOIN numbered_texts USING (text_sha256) JOIN text_components AS t USING (text_no)
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
