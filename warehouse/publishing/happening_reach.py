"""Join anew the happenings that a change can reach, and load no others.

Chosen are the events that changed and the whole happenings and groups they are of; loaded, all that are
paired with one of them (`event_pairs.py`). Where a happening that is not chosen turns out to be reached, it
is chosen too, and what is near it is loaded besides. What comes out is what joining all events gives; the
cost is that of the neighbourhoods.
"""

from __future__ import annotations

import duckdb
import numpy as np

from schemas.identity import HappeningLinks, JoinedBefore
from warehouse.publishing.happening_links import store_links
from warehouse.publishing.packed_mentions import read_mentions
from warehouse.publishing.resolvers import RejoinHappenings

# Where more than this share of all events is near one that changed, joining all of them is faster.
MOST_NEAR = 0.1
CHOSEN_AT_ONCE = 10_000  # of whole types; what is near them comes on top


def is_within_reach(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether few events are near one that changed, and what is stored was joined by the rules alone.

    Where a user's correction joined or parted mentions, the happenings do not tell how the rules did.
    """
    row = con.execute(
        """
        WITH own AS (
            SELECT event_no FROM store.event_numbers WHERE event_id IN (SELECT event_id FROM changed_events)
        ),
        near AS (
            FROM own UNION SELECT other_no FROM store.event_pairs WHERE event_no IN (SELECT event_no FROM own)
        )
        SELECT count(*) <= ? * (SELECT count(*) FROM store.event_numbers)
            AND NOT EXISTS (FROM store.events WHERE happening_reason = 'correction')
        FROM near
        """,
        [MOST_NEAR],
    ).fetchone()
    return bool(row and row[0])


def rejoin_reached(con: duckdb.DuckDBPyConnection, rejoin: RejoinHappenings) -> None:
    """Join anew what `changed_events` and `regrouped_events` reach.

    Many types go round by round together: a statement reads tables of the whole warehouse, however little it
    looks for.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE chosen_events AS"
        " SELECT event_id, event_no, deed_type, TRUE AS is_changed"
        " FROM (FROM changed_events UNION FROM regrouped_events) JOIN store.event_numbers USING (event_id)"
    )
    con.execute("CREATE OR REPLACE TEMP TABLE read_events (event_no BIGINT)")
    con.execute("CREATE OR REPLACE TEMP TABLE near_pairs (event_no BIGINT, other_no BIGINT)")
    _complete(con, is_changed=True)
    for (types,) in con.execute(_CUT_TYPES).fetchall():
        con.execute("CREATE OR REPLACE TEMP TABLE open_types AS SELECT unnest(?::VARCHAR[]) AS type", [types])
        while reached := _rejoin_types(con, rejoin):
            con.execute(_CHOOSE_REACHED, [reached])
            con.execute(_KEEP_OPEN, [reached])
            _complete(con, is_changed=False)
    for name in ("chosen_events", "read_events", "near_pairs", "open_types"):
        con.execute(f"DROP TABLE IF EXISTS {name}")


_CUT_TYPES = f"""
WITH sizes AS (
    SELECT deed_type, (sum(count(*)) OVER (ORDER BY deed_type) - 1) // {CHOSEN_AT_ONCE} AS part
    FROM chosen_events GROUP BY deed_type
)
SELECT list(deed_type ORDER BY deed_type) FROM sizes GROUP BY part ORDER BY part
"""

_CHOOSE_REACHED = """
INSERT INTO chosen_events
SELECT event_id, event_no, deed_type, FALSE
FROM (SELECT event_id FROM store.events WHERE happening_id IN (SELECT unnest(?::VARCHAR[])))
JOIN store.event_numbers USING (event_id) WHERE event_id NOT IN (SELECT event_id FROM chosen_events)
"""

_KEEP_OPEN = """
DELETE FROM open_types WHERE type NOT IN (
    SELECT deed_type FROM store.events WHERE happening_id IN (SELECT unnest(?::VARCHAR[]))
)
"""


def _complete(con: duckdb.DuckDBPyConnection, is_changed: bool) -> None:
    """Choose whole happenings and whole groups, and read who is paired with one of their events.

    The pairs of a large warehouse are read once for all types of deeds, and again only for what is added.
    """
    more = 1
    while more:
        row = con.execute(_ADD_WHOLE, [is_changed]).fetchone()
        more = row[0] if row else 0
    con.execute(_READ_PAIRS)
    con.execute(
        "INSERT INTO read_events SELECT event_no FROM chosen_events"
        " WHERE event_no NOT IN (SELECT event_no FROM read_events)"
    )


_READ_PAIRS = """
INSERT INTO near_pairs
SELECT event_no, other_no FROM store.event_pairs WHERE event_no IN (
    SELECT event_no FROM chosen_events WHERE event_no NOT IN (SELECT event_no FROM read_events)
)
"""


_ADD_WHOLE = """
INSERT INTO chosen_events
WITH known AS (
    SELECT happening_id, event_group_id FROM store.events
    WHERE event_id IN (SELECT event_id FROM chosen_events)
),
added AS (
    SELECT event_id FROM store.events
    WHERE (happening_id IN (SELECT happening_id FROM known)
            OR event_group_id IN (SELECT event_group_id FROM known))
        AND event_id NOT IN (SELECT event_id FROM chosen_events)
)
SELECT event_id, event_no, deed_type, ?::BOOLEAN FROM added JOIN store.event_numbers USING (event_id)
"""


def _rejoin_types(con: duckdb.DuckDBPyConnection, rejoin: RejoinHappenings) -> list[str]:
    """Join the chosen events of the types that are open, and store them but for types that reach further.

    Returns the happenings that have to be chosen first.
    """
    con.execute(_LIST_NEAR)
    found = con.execute(_READ_BEFORE).to_arrow_table()
    happening_ids = found.column("happening_id").combine_chunks().dictionary_encode()
    happenings = happening_ids.indices.to_numpy()
    _, types = np.unique(found.column("type_no").to_numpy(), return_inverse=True)
    is_chosen, is_changed = (found.column(name).to_numpy() for name in ("is_chosen", "is_changed"))
    mentions = read_mentions(con, 0)
    answer = rejoin(mentions, JoinedBefore(happenings, is_chosen, is_changed))
    reached = np.fromiter(answer.reached, np.int64)
    is_further = np.isin(types, types[np.isin(happenings, reached)])
    wanted = is_chosen & ~is_further
    places = np.where(is_further, np.int32(-1), answer.links.places)
    if not np.array_equal(places >= 0, wanted):
        raise ValueError(f"{(places >= 0).sum()} answers came back for {wanted.sum()} events")
    store_links(
        con, mentions.event_ids, HappeningLinks(answer.links.happening_ids, places, answer.links.reasons)
    )
    reached_ids: list[str] = happening_ids.dictionary.take(reached).to_pylist()
    return sorted(reached_ids)


# The chosen events of the open types, and the whole happenings of all that are paired with one.
_LIST_NEAR = """
CREATE OR REPLACE TEMP TABLE block_events AS
WITH own AS (
    SELECT event_no FROM chosen_events WHERE deed_type IN (SELECT type FROM open_types)
),
near AS (
    SELECT other_no AS event_no FROM near_pairs WHERE event_no IN (SELECT event_no FROM own) UNION FROM own
),
known AS (
    SELECT DISTINCT s.happening_id, e.deed_type FROM store.event_numbers AS e JOIN near USING (event_no)
    JOIN store.events AS s USING (event_id)
)
SELECT e.event_id, e.event_no, 0 AS part
FROM store.event_numbers AS e JOIN store.events AS s USING (event_id)
JOIN known AS k ON k.happening_id = s.happening_id AND k.deed_type = e.deed_type
"""

# In the order of the rows of mentions.
_READ_BEFORE = """
SELECT s.happening_id, hash(s.deed_type) AS type_no, c.event_id IS NOT NULL AS is_chosen,
    coalesce(c.is_changed, FALSE) AS is_changed
FROM block_events AS b JOIN store.events AS s USING (event_id) LEFT JOIN chosen_events AS c USING (event_id)
ORDER BY b.event_id
"""
