"""Read mentions as numbers: their facts, their groups, and who is paired with whom."""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.identity import PackedMentions

_Numbers = npt.NDArray[np.int64]


def read_mentions(con: duckdb.DuckDBPyConnection, part: int) -> PackedMentions:
    """The mentions of a part of temp table `block_events`, and the pairs of two groups."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE own_events AS"
        " SELECT event_no, event_id FROM block_events WHERE part = ?",
        [part],
    )
    told = con.execute(_SELECT_MENTIONS).to_arrow_table()
    pairs = {name: np.asarray(values) for name, values in con.execute(_SELECT_PAIRS).fetchnumpy().items()}
    heirs = dict(con.execute(_SELECT_HEIRS).fetchall())
    con.execute("DROP TABLE own_events")
    event_nos = told.column("event_no").to_numpy()
    left, right = (np.searchsorted(event_nos, pairs[name]) for name in ("event_no", "other_no"))
    groups = told.column("group_no").to_numpy()
    apart = groups[left] != groups[right]
    return PackedMentions(
        told.column("event_id").to_pylist(),
        told.column("event_group_id").to_pylist(),
        read_facts(told.column("facts")),
        left[apart],
        right[apart],
        pairs["weight"][apart],
        pairs["reason"][apart],
        heirs,
    )


def read_facts(column: pa.ChunkedArray) -> _Numbers:
    """One row a mention, of lists of one length; without columns where signs are not kept."""
    values, ends = flatten_lists(column)
    return values.reshape(len(ends), len(values) // len(ends) if len(ends) else 0)


def flatten_lists(column: pa.ChunkedArray) -> tuple[_Numbers, _Numbers]:
    """The values of all lists of a column, and where each list ends."""
    if not len(column):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    lists = column.combine_chunks()
    sizes = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    return lists.flatten().to_numpy(), np.cumsum(sizes, dtype=np.int64)


_SELECT_MENTIONS = """
SELECT o.event_no, o.event_id, e.event_group_id, s.facts,
    (dense_rank() OVER (ORDER BY e.event_group_id))::BIGINT AS group_no
FROM own_events AS o JOIN store.events AS e USING (event_id)
LEFT JOIN store.event_signs AS s ON s.event_no = o.event_no ORDER BY o.event_no
"""

_SELECT_PAIRS = """
SELECT event_no, other_no, weight, reason FROM store.event_pairs
WHERE other_no < event_no AND event_no IN (SELECT event_no FROM own_events)
    AND other_no IN (SELECT event_no FROM own_events)
"""

_SELECT_HEIRS = """
SELECT event_id, min(leader_id) FROM ops.happening_heirs -- one mention may be the heir of two
WHERE event_id IN (SELECT event_id FROM own_events) GROUP BY event_id
"""
