"""Choose the names that a publication can change, and those that they must be compared with.

Chosen are the touched records and all that keys tie to them, directly or through others; beside them stand
the persons and bodies that their short names may mean: those told of in the same stories, and of all others
enough to tell whether one fits alone.
"""

from __future__ import annotations

import duckdb

from warehouse.publishing.resolvers import NameReach

# Where more than this share of the records is touched, resolving all of them is faster.
MOST_TOUCHED = 0.6


def choose_names(con: duckdb.DuckDBPyConnection, reach: NameReach | None, is_anew: bool) -> bool:
    """Fill the temp tables `answered_names`, whose answers count, and `beside_names`, whose do not.

    Reads `touched_names`; `asked_names` are the answered that are to be resolved. Returns whether all records
    are chosen.
    """
    if reach is None or is_anew or _is_much(con):
        for name in ("answered_names", "asked_names"):
            con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT record_id FROM store.name_records")
        con.execute("CREATE OR REPLACE TEMP TABLE beside_names (record_id BIGINT)")
        return True
    for name in ("answered_names", "fresh_names"):
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT record_id FROM touched_names")
    _spread(con, reach, "answered_names", _ALL_KINDS)
    con.execute("CREATE OR REPLACE TEMP TABLE asked_names AS FROM answered_names")
    _choose_beside(con, reach)
    return False


def choose_joined(con: duckdb.DuckDBPyConnection, reach: NameReach | None) -> bool:
    """Ask for the names beside that were joined with answered ones, and for all that is tied to them.

    Reads `resolved_actors`. They count among the answered from now on; answered names that nothing ties to
    them are not asked for again. Returns whether there are any.
    """
    con.execute(_FIND_JOINED)
    if reach is None or con.execute("FROM fresh_names LIMIT 1").fetchone() is None:
        return False
    con.execute("CREATE OR REPLACE TEMP TABLE asked_names AS FROM fresh_names")
    _spread(con, reach, "asked_names", _ALL_KINDS)
    con.execute("INSERT INTO answered_names FROM asked_names WHERE record_id NOT IN (FROM answered_names)")
    _choose_beside(con, reach)
    return True


_FIND_JOINED = """
CREATE OR REPLACE TEMP TABLE fresh_names AS
SELECT DISTINCT record_id FROM resolved_actors
WHERE record_id NOT IN (FROM answered_names) AND actor_id IN (
    SELECT actor_id FROM resolved_actors WHERE record_id IN (FROM answered_names)
)
"""


def _choose_beside(con: duckdb.DuckDBPyConnection, reach: NameReach) -> None:
    """Fill `beside_names` with what the short names among `asked_names` have to be compared with."""
    con.execute("CREATE OR REPLACE TEMP TABLE beside_names (record_id BIGINT)")
    con.execute(_FIND_SHORT)
    con.execute("CREATE OR REPLACE TEMP TABLE fresh_names (record_id BIGINT)")
    con.execute(_ADD_OF_SAME_STORY)
    _add_hosts(con, reach)
    con.execute("INSERT INTO beside_names FROM fresh_names")
    _spread(con, reach, "beside_names", _SAME_KINDS)
    con.execute("DROP TABLE short_names")


def _is_much(con: duckdb.DuckDBPyConnection) -> bool:
    row = con.execute(
        "SELECT (SELECT count(*) FROM touched_names) > ? * (SELECT count(*) FROM store.name_records)",
        [MOST_TOUCHED],
    ).fetchone()
    return bool(row and row[0])


# Kinds of keys of a record, and of the others that they bring in: a name brings in the short names that may
# mean it, a short name no others than those.
_ALL_KINDS = ("('same', 'slug', 'actor', 'short', 'host')", "('same', 'slug', 'actor', 'short')")
_SAME_KINDS = ("('same')", "('same')")


def _spread(con: duckdb.DuckDBPyConnection, reach: NameReach, into: str, kinds: tuple[str, str]) -> None:
    """Add all that is tied to `fresh_names`, until nothing more comes.

    Short names bring in those of the answered that they may mean.
    """
    while True:
        con.execute(_FIND_OWN_KEYS)
        con.execute(_FIND_SHARED_KEYS)
        close = _find_close(con, reach)
        con.execute(_SPREAD.format(own=kinds[0], others=kinds[1], into=into), {"close": close})
        row = con.execute(f"INSERT INTO {into} FROM fresh_names").fetchone()
        if not row or not row[0]:
            break
    con.execute("DROP TABLE own_keys")
    con.execute("DROP TABLE shared_keys")


# All keys are searched twice a round, whatever of them is asked: what is found is little.
_FIND_OWN_KEYS = """
CREATE OR REPLACE TEMP TABLE own_keys AS
SELECT DISTINCT kind, key, spelled FROM store.name_keys WHERE record_id IN (SELECT record_id FROM fresh_names)
"""

_FIND_SHARED_KEYS = """
CREATE OR REPLACE TEMP TABLE shared_keys AS
SELECT record_id, kind, key, spelled FROM store.name_keys WHERE key IN (SELECT key FROM own_keys)
"""

_SPREAD = """
CREATE OR REPLACE TEMP TABLE fresh_names AS
WITH tied AS (
    SELECT record_id FROM shared_keys
    WHERE kind IN {others} AND key IN (SELECT key FROM own_keys WHERE kind IN {own})
    UNION
    SELECT record_id FROM shared_keys
    WHERE kind = 'near' AND key IN (SELECT key FROM own_keys WHERE kind = 'near')
        AND spelled IN (SELECT unnest($close::VARCHAR[]))
    UNION
    SELECT record_id FROM shared_keys
    WHERE kind = 'host' AND record_id IN (FROM answered_names)
        AND key IN (SELECT key FROM own_keys WHERE kind = 'short' AND kind IN {own})
)
SELECT record_id FROM tied WHERE record_id NOT IN (SELECT record_id FROM {into})
"""


def _find_close(con: duckdb.DuckDBPyConnection, reach: NameReach) -> list[str]:
    own = con.execute("SELECT key, spelled FROM own_keys WHERE kind = 'near'").fetchall()
    known = con.execute("SELECT DISTINCT key, spelled FROM shared_keys WHERE kind = 'near'").fetchall()
    return sorted(reach.find_near(own, known))


_FIND_SHORT = """
CREATE OR REPLACE TEMP TABLE short_names AS
SELECT k.record_id, k.key, n.country_code, if(n.type = 'person', n.sector, NULL) AS sector
FROM store.name_keys AS k JOIN store.name_records AS n USING (record_id)
WHERE k.kind = 'short' AND k.record_id IN (FROM asked_names)
"""

_ADD_OF_SAME_STORY = """
INSERT INTO fresh_names
WITH told AS (
    SELECT DISTINCT s.key, a.story_id FROM short_names AS s JOIN store.actor_records AS a USING (record_id)
    WHERE a.story_id IS NOT NULL
),
near AS (
    SELECT DISTINCT a.record_id, t.key FROM store.actor_records AS a JOIN told AS t USING (story_id)
    WHERE a.record_id NOT IN (SELECT record_id FROM answered_names)
)
SELECT DISTINCT record_id FROM store.name_hosts WHERE core_id IN (
    SELECT h.core_id FROM store.name_hosts AS h JOIN near AS n USING (record_id, key)
)
"""

_SELECT_HOSTS = """
SELECT key, country_code, sector, min(core_id, 2) FROM (
    SELECT DISTINCT key, country_code, sector, core_id FROM store.name_hosts
    WHERE key IN (SELECT key FROM short_names)
        AND record_id NOT IN (SELECT record_id FROM answered_names)
) GROUP BY ALL
"""


def _add_hosts(con: duckdb.DuckDBPyConnection, reach: NameReach) -> None:
    """Add to `fresh_names` what `short_names` have to be compared with."""
    hosts = {
        (key, country, sector): ids for key, country, sector, ids in con.execute(_SELECT_HOSTS).fetchall()
    }
    short = con.execute("SELECT DISTINCT key, country_code, sector FROM short_names").fetchall()
    con.execute(
        "INSERT INTO fresh_names SELECT DISTINCT record_id FROM store.name_hosts"
        " WHERE core_id IN (SELECT unnest(?::BIGINT[]))"
        " AND record_id NOT IN (SELECT record_id FROM fresh_names)",
        [sorted(reach.choose_hosts(short, hosts))],
    )
