"""Pairs of events that are alike enough to be one, remembered: what did not change is compared once.

Events of one article are compared, and those that share keys enough (`common_keys.py`): one key is
soon shared with hundreds that tell of something else. They are compared by packed signs, which are kept too;
so a publication reads no text of an old event to learn that it is another one. Compared are the events that
changed with all that are near them, and those that share a key which counts for more than before. A pair
depends on its two events and on the keys that count, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.identity import EventRecord, PackedSigns
from warehouse.publishing.packed_mentions import flatten_lists, read_facts
from warehouse.publishing.resolvers import MentionPairing

Read = Callable[[int], Iterator[EventRecord]]
EVENTS_AT_ONCE = 5_000  # bounds the memory: what they are compared with comes on top
PARTS_AT_ONCE = 10  # whose keys are looked for together

_Numbers = npt.NDArray[np.int64]


def pair_events(con: duckdb.DuckDBPyConnection, pairing: MentionPairing | None, read: Read) -> None:
    """Bring `store.event_signs` and `store.event_pairs` up to date.

    Reads temp tables `numbered_events` and `turned_keys`, and drops them; `read` reads the records of a part
    of temp table `block_events`. Old events that gained or lost a pair with an old one are added to
    `changed_events`. Without `pairing` all that share a key are pairs.
    """
    con.execute(_CUT_PARTS.format(events_at_once=EVENTS_AT_ONCE))
    con.execute(_UNPAIR)
    con.execute(
        "DELETE FROM store.event_pairs WHERE (greatest(event_no, other_no), least(event_no, other_no))"
        " IN (SELECT (one_no, other_no) FROM moved_pairs)"
    )
    con.execute(_ADD_CHANGED)
    found = con.execute("SELECT DISTINCT part FROM block_events ORDER BY part").fetchall()
    parts = [part for (part,) in found]
    if pairing is not None:
        for part in parts:
            _store_signs(con, pairing, part, read)
    con.execute(_LIST_TURNED_CANDIDATES)
    _store_alike(con, pairing)
    con.execute("CREATE OR REPLACE TEMP TABLE moved_pairs AS FROM alike_pairs")
    con.execute(_ADD_CHANGED)
    for part in parts:
        if part % PARTS_AT_ONCE == 0:
            con.execute(_LIST_NEAR_KEYS, [part, part + PARTS_AT_ONCE])
        con.execute(_LIST_CANDIDATES, [part])
        _store_alike(con, pairing)
    con.execute("DROP TABLE IF EXISTS near_keys")
    for name in _OWN_TABLES:
        con.execute(f"DROP TABLE {name}")


def _store_signs(con: duckdb.DuckDBPyConnection, pairing: MentionPairing, part: int, read: Read) -> None:
    records = list(read(part))
    signs = pairing.pack_signs(records)
    starts = np.concatenate([[0], signs.ends])
    facts = np.arange(len(records) + 1) * signs.facts.shape[1]
    table = pa.table(
        {
            "event_id": pa.array([r.event_id for r in records], pa.string()),
            "facts": pa.ListArray.from_arrays(pa.array(facts, pa.int32()), pa.array(signs.facts.ravel())),
            "tokens": pa.ListArray.from_arrays(pa.array(starts, pa.int32()), pa.array(signs.tokens)),
        }
    )
    con.register("new_signs", table)
    con.execute(
        "INSERT INTO store.event_signs BY NAME"
        " SELECT event_no, facts, tokens FROM new_signs JOIN block_events USING (event_id)"
    )
    con.unregister("new_signs")


def _store_alike(con: duckdb.DuckDBPyConnection, pairing: MentionPairing | None) -> None:
    """Store those of temp table `candidates` (one_no, other_no) that are alike; `alike_pairs` are these."""
    if pairing is None:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE alike_pairs AS SELECT *, 0.0 AS weight, 0 AS reason FROM candidates"
        )
    else:
        found = con.execute("FROM candidates").fetchnumpy()
        left, right = (np.asarray(found[name], np.int64) for name in ("one_no", "other_no"))
        event_nos, signs = _read_signs(con)
        rows = np.searchsorted(event_nos, left), np.searchsorted(event_nos, right)
        alike = pairing.find_alike(signs, *rows)
        table = {"one_no": left[alike.places], "other_no": right[alike.places]}
        con.register("alike", pa.table(table | {"weight": alike.weights, "reason": alike.reasons}))
        con.execute("CREATE OR REPLACE TEMP TABLE alike_pairs AS FROM alike")
        con.unregister("alike")
    con.execute(_STORE_ALIKE)


def _read_signs(con: duckdb.DuckDBPyConnection) -> tuple[_Numbers, PackedSigns]:
    """Numbers of all events of temp table `candidates`, ascending, and their signs."""
    table = con.execute(_SELECT_SIGNS).to_arrow_table().combine_chunks()
    tokens = flatten_lists(table.column("tokens"))
    return table.column("event_no").to_numpy(), PackedSigns(read_facts(table.column("facts")), *tokens)


_OWN_TABLES = (
    "block_events", "moved_pairs", "alike_pairs", "candidates", "numbered_events", "turned_keys",
)  # fmt: skip

_CUT_PARTS = """
CREATE OR REPLACE TEMP TABLE block_events AS
SELECT event_id, event_no, (row_number() OVER (ORDER BY event_no) - 1) // {events_at_once} AS part
FROM numbered_events
"""

# Two events share what suffices; of two windows in which both stand, that counts which is an event's own one.
_IS_NEAR = "sum(one.strength) >= 2"

# Of pairs (one_no, other_no) those that are near.
_KEEP_NEAR = f"""
keys AS (
    SELECT event_no, key, strength, is_own FROM store.event_keys
    WHERE strength > 0 AND event_no IN (SELECT one_no FROM pairs UNION SELECT other_no FROM pairs)
),
near AS (
    SELECT p.one_no, p.other_no FROM pairs AS p JOIN keys AS one ON one.event_no = p.one_no
    JOIN keys AS other ON other.event_no = p.other_no AND other.key = one.key
    WHERE one.is_own OR other.is_own GROUP BY p.one_no, p.other_no HAVING {_IS_NEAR}
)
"""

# Pairs of events that shared a key which counts for less than before, and share too little now.
_UNPAIR = f"""
CREATE OR REPLACE TEMP TABLE moved_pairs AS
WITH holders AS (
    SELECT event_no, key FROM store.event_keys
    WHERE key IN (SELECT key FROM turned_keys WHERE strength < old_strength)
),
held AS (
    SELECT p.event_no, p.other_no, h.key FROM store.event_pairs AS p JOIN holders AS h USING (event_no)
    WHERE p.other_no < p.event_no
),
pairs AS (
    SELECT DISTINCT h.event_no AS one_no, h.other_no FROM held AS h
    JOIN holders AS o ON o.event_no = h.other_no AND o.key = h.key
),
{_KEEP_NEAR}
SELECT one_no, other_no FROM pairs ANTI JOIN near USING (one_no, other_no)
"""

# Old events that share a key which counts for more than before.
_LIST_TURNED_CANDIDATES = f"""
CREATE OR REPLACE TEMP TABLE candidates AS
WITH holders AS (
    SELECT event_no, key FROM store.event_keys
    WHERE key IN (SELECT key FROM turned_keys WHERE strength > old_strength)
        AND event_no NOT IN (SELECT event_no FROM block_events)
),
pairs AS (
    SELECT DISTINCT one.event_no AS one_no, other.event_no AS other_no
    FROM holders AS one JOIN holders AS other ON other.key = one.key AND other.event_no < one.event_no
    ANTI JOIN store.event_pairs AS paired
        ON paired.event_no = one.event_no AND paired.other_no = other.event_no
),
{_KEEP_NEAR}
FROM near
"""

# The keys of events of some parts, with all that hold them: the warehouse is searched once for many parts.
_LIST_NEAR_KEYS = """
CREATE OR REPLACE TEMP TABLE near_keys AS
WITH own AS (
    SELECT DISTINCT key FROM store.event_keys
    WHERE strength > 0 AND event_no IN (SELECT event_no FROM block_events WHERE part >= ? AND part < ?)
)
SELECT event_no, key, strength, is_own FROM store.event_keys WHERE strength > 0 AND key IN (FROM own)
"""

# Of events of a part and all that were numbered before, in older parts or publications.
_LIST_CANDIDATES = f"""
CREATE OR REPLACE TEMP TABLE candidates AS
WITH own AS (
    FROM near_keys WHERE event_no IN (SELECT event_no FROM block_events WHERE part = ?)
)
SELECT one.event_no AS one_no, other.event_no AS other_no
FROM own AS one JOIN near_keys AS other ON other.key = one.key AND other.event_no < one.event_no
WHERE one.is_own OR other.is_own GROUP BY ALL HAVING {_IS_NEAR}
"""

_SELECT_SIGNS = """
SELECT event_no, facts, tokens FROM store.event_signs
WHERE event_no IN (SELECT one_no FROM candidates UNION SELECT other_no FROM candidates) ORDER BY event_no
"""

_STORE_ALIKE = """
INSERT INTO store.event_pairs BY NAME
SELECT one_no AS event_no, other_no, weight, reason FROM alike_pairs
UNION ALL SELECT other_no, one_no, weight, reason FROM alike_pairs
"""

_ADD_CHANGED = """
INSERT INTO changed_events
SELECT event_id FROM store.event_numbers
WHERE event_no IN (SELECT unnest([one_no, other_no]) FROM moved_pairs)
    AND event_id NOT IN (SELECT event_id FROM changed_events)
"""
