"""Keys that events share which may be one.

A key is what two mentions of one real event share, whoever tells it: a type of deed and a party, a pair of
countries, a place or a name that few stories hold, within some time; or the article or story itself. What
shares no key is never compared. What many stories share (two countries, a word of a name) counts for days
only: else it would bring together ever more mentions as long as somebody makes statements daily. A key that
many mentions hold is weak, one that too many hold counts no more (`common_keys.py`); therefore parties,
places and pairs of countries make a key for the day as well, which more may hold.
"""

from __future__ import annotations

from hashlib import sha256

import duckdb

from schemas.identifiers import DESCRIBED_SUFFIX
from warehouse.publishing.changed_documents import CHANGED_DOCUMENTS
from warehouse.publishing.common_keys import KINDS, KeyKind, count_lost_keys, settle_common_keys
from warehouse.publishing.common_keys import RULES as KEY_RULES
from warehouse.publishing.happening_heirs import remember_leaders
from warehouse.publishing.resolution_rules import begin_anew

MEMORY_TABLES = ("event_numbers", "event_keys", "event_signs", "event_pairs")
# Mentions of one event that share a named party or a place lie less than this apart, those that share no more
# than countries or words of names far less. Each stands in two windows, so that two share one.
WINDOW_DAYS = 100
SHORT_WINDOW_DAYS = 10
NAMES_OF_A_DOCUMENT = 5
COUNTRIES_OF_A_DOCUMENT = 3


def remember_events(con: duckdb.DuckDBPyConnection) -> None:
    """Keep what the events of `replaced` documents were joined to, before their rows are deleted."""
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE removed_events AS
        SELECT DISTINCT e.happening_id, e.event_group_id, d.story_id
        FROM store.events AS e JOIN store.documents AS d USING (document_id)
        WHERE e.document_id IN (SELECT document_id FROM replaced)
        """
    )
    remember_leaders(con)


def list_keys(con: duckdb.DuckDBPyConnection, rules: str) -> None:
    """Bring `store.event_keys` up to date, and write what changed to temp table `changed_events`.

    The keys of an event depend on its document, its story and the ids of its actors alone, so that only
    documents in which one of these changed are read. Events that share keys enough are compared
    (`event_pairs`), those that share one of groups may be one group; a key that many hold is weak
    (`common_keys`).
    Reads the temp tables `touched`, `removed_events`, `restoried` and `reidentified`; `numbered_events` and
    `turned_keys` stay for `event_pairs`. Under other `rules` all is made anew.
    """
    con.execute(_FIND_CHANGED)
    con.execute(
        _FIND_ALL_REKEYED if begin_anew(con, "events", _RULES + rules, MEMORY_TABLES) else _FIND_REKEYED
    )
    count_lost_keys(con)
    con.execute(_LIST_FORGOTTEN)
    con.execute(_FORGET_PAIRS)
    for name in MEMORY_TABLES:
        con.execute(f"DELETE FROM store.{name} WHERE event_no IN (SELECT event_no FROM forgotten_events)")
    con.execute(_NUMBER_EVENTS)
    con.execute(
        "INSERT INTO store.event_numbers BY NAME"
        " SELECT event_no, event_id, document_id, deed_type FROM numbered_events"
    )
    con.execute(_LIST_PARTIES)
    con.execute(_LIST_KEYS)
    settle_common_keys(con)
    for name in ("rekeyed_documents", "forgotten_events", "told_parties"):
        con.execute(f"DROP TABLE {name}")


# What changed, and all that was one with it.
_FIND_CHANGED = f"""
CREATE OR REPLACE TEMP TABLE changed_events AS
WITH changed AS ({CHANGED_DOCUMENTS}),
own AS (
    SELECT e.event_id, e.happening_id, e.event_group_id FROM store.events AS e
    WHERE e.document_id IN (SELECT document_id FROM changed)
)
SELECT e.event_id FROM store.events AS e JOIN store.documents AS d USING (document_id)
WHERE e.event_id IN (SELECT event_id FROM own)
    OR e.happening_id IN (SELECT happening_id FROM own UNION SELECT happening_id FROM removed_events)
    OR e.event_group_id IN (SELECT event_group_id FROM own UNION SELECT event_group_id FROM removed_events)
    OR d.story_id IN (SELECT story_id FROM removed_events)
"""

_FIND_REKEYED = f"CREATE OR REPLACE TEMP TABLE rekeyed_documents AS {CHANGED_DOCUMENTS}"

_FIND_ALL_REKEYED = (
    "CREATE OR REPLACE TEMP TABLE rekeyed_documents AS SELECT document_id FROM store.documents"
)

_LIST_FORGOTTEN = """
CREATE OR REPLACE TEMP TABLE forgotten_events AS SELECT event_no FROM store.event_numbers
WHERE document_id IN (SELECT document_id FROM rekeyed_documents)
"""

_FORGET_PAIRS = """
DELETE FROM store.event_pairs WHERE other_no IN (SELECT event_no FROM forgotten_events)
"""

# When an event happens: a plan without a date of its own on the days on which it is due.
EVENT_START, EVENT_END = (
    f"coalesce(e.date_{bound}, if(e.status = 'planned', e.due_{bound}, NULL)) AS date_{bound}"
    for bound in ("start", "end")
)

# What is told as done lies no later than its report: a later day is that on which a promise falls due.
EVENT_DAY = """coalesce(
    if(e.status = 'actual' AND e.date_start > d.published_on, d.published_on, e.date_start), d.published_on
)"""

_NUMBER_EVENTS = f"""
CREATE OR REPLACE TEMP TABLE numbered_events AS
SELECT (SELECT coalesce(max(event_no), 0) FROM store.event_numbers) + row_number() OVER () AS event_no,
    e.event_id, e.document_id, d.story_id, e.deed_type, e.is_sure,
    {EVENT_START}, e.place_country_code, e.place_actor_id, e.place_text, e.trigger,
    date_diff('day', DATE '1970-01-01', {EVENT_DAY}) AS day
FROM store.events AS e JOIN store.documents AS d USING (document_id)
WHERE e.document_id IN (SELECT document_id FROM rekeyed_documents)
"""

_LIST_PARTIES = f"""
CREATE OR REPLACE TEMP TABLE told_parties AS
SELECT DISTINCT p.event_id, a.actor_id, a.country_code,
    regexp_matches(a.actor_id, '^group/|{DESCRIBED_SUFFIX}') AS is_described
FROM store.event_participants AS p
JOIN store.document_actors AS a ON a.document_id = p.document_id AND a.entity_key = p.actor_id
WHERE p.document_id IN (SELECT document_id FROM rekeyed_documents)
"""


def _split_name(name: str) -> str:
    """SQL for the long words of an actor id, without its kind and its hash."""
    bare = f"regexp_replace({name}, '^[a-z]+/|{DESCRIBED_SUFFIX}', '', 'g')"
    long = f"list_filter(string_split({bare}, '-'), lambda w: length(w) > 3)"
    return f"list_transform({long}, lambda w: left(w, 5))"


def _make_key(values: str, kind: KeyKind) -> str:
    """SQL for a key of the deed and some values."""
    return f"((hash(deed_type, {values})::UBIGINT >> 3) * {KINDS} + {kind.value})::BIGINT"


_LIST_KEYS = f"""
CREATE OR REPLACE TEMP TABLE new_keys AS
WITH settings AS (
    SELECT document_id, country_code FROM store.document_actors
    WHERE type = 'country' AND document_id IN (SELECT document_id FROM rekeyed_documents)
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY mention_count DESC, entity_key)
        <= {COUNTRIES_OF_A_DOCUMENT}
),
countries AS (
    SELECT event_id, country_code FROM told_parties WHERE country_code IS NOT NULL
    UNION SELECT event_id, place_country_code FROM numbered_events WHERE place_country_code IS NOT NULL
    UNION SELECT e.event_id, s.country_code FROM numbered_events AS e JOIN settings AS s USING (document_id)
),
-- Of a person the last word of the name, of others the first one: other words are borne by many.
rare_names AS (
    SELECT document_id, actor_id, {_split_name("actor_id")} AS words FROM store.document_actors
    WHERE is_named AND reference_id IS NULL AND type IN ('person', 'organisation', 'location')
        AND document_id IN (SELECT document_id FROM rekeyed_documents)
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY mention_count DESC, entity_key)
        <= {NAMES_OF_A_DOCUMENT}
),
named AS (
    SELECT event_id, actor_id AS key FROM told_parties
    WHERE NOT is_described AND NOT starts_with(actor_id, 'country/')
    UNION ALL
    SELECT e.event_id, unnest({_split_name("place.actor_id")})
    FROM numbered_events AS e JOIN store.document_actors AS place
        ON place.document_id = e.document_id AND place.entity_key = e.place_actor_id
    WHERE place.type <> 'country'
    UNION ALL
    SELECT event_id, unnest({_split_name("replace(lower(place_text), ' ', '-')")})
    FROM numbered_events WHERE place_actor_id IS NULL AND regexp_matches(place_text, '^[[:upper:]]')
),
country_pairs AS (
    SELECT one.event_id, concat(one.country_code, other.country_code) AS key
    FROM countries AS one JOIN countries AS other
        ON other.event_id = one.event_id AND other.country_code > one.country_code
),
common AS (
    FROM country_pairs
    UNION ALL
    SELECT e.event_id, if(starts_with(r.actor_id, 'person/'), r.words[-1], r.words[1])
    FROM numbered_events AS e JOIN rare_names AS r USING (document_id) WHERE len(r.words) > 0
    UNION ALL
    SELECT e.event_id, concat(s.country_code, left(lower(e.trigger), 5))
    FROM numbered_events AS e JOIN settings AS s USING (document_id)
    UNION ALL
    SELECT p.event_id, concat(s.country_code, unnest({_split_name("p.actor_id")}))
    FROM told_parties AS p JOIN numbered_events AS e USING (event_id) JOIN settings AS s USING (document_id)
    WHERE p.is_described
),
near AS (
    SELECT event_id, key, {WINDOW_DAYS} AS day_count FROM named
    UNION ALL SELECT event_id, key, {SHORT_WINDOW_DAYS} FROM common
),
of_a_day AS (FROM named UNION ALL FROM country_pairs),
party_lists AS (
    SELECT event_id, list(DISTINCT actor_id ORDER BY actor_id)[:8] AS ids FROM told_parties GROUP BY event_id
),
-- What `group_events` joins by: pairs of parties or the only one, on one day.
same_day AS (
    SELECT event_id, ids[1] AS key FROM party_lists WHERE len(ids) = 1
    UNION ALL
    SELECT event_id, unnest(flatten(list_transform(ids, lambda x, i:
        list_transform(ids[i + 1 :], lambda y: concat(x, '|', y))))) FROM party_lists WHERE len(ids) > 1
)
SELECT DISTINCT event_no, {_make_key("key, day // day_count + step", KeyKind.WINDOW)} AS key,
    2 AS strength, step = 0 AS is_own
FROM near JOIN numbered_events USING (event_id), (VALUES (0), (1)) AS steps (step)
WHERE is_sure AND day IS NOT NULL
UNION ALL
SELECT DISTINCT event_no, {_make_key("key, day", KeyKind.DAY)}, 2, TRUE
FROM of_a_day JOIN numbered_events USING (event_id) WHERE is_sure AND day IS NOT NULL
UNION ALL
SELECT event_no, {_make_key("story_id", KeyKind.DAY)}, 2, TRUE FROM numbered_events
UNION ALL
SELECT event_no, {_make_key("document_id", KeyKind.DOCUMENT)}, 2, TRUE FROM numbered_events
UNION ALL
SELECT DISTINCT event_no, {_make_key("key, date_start", KeyKind.GROUP)}, 0, TRUE
FROM same_day JOIN numbered_events USING (event_id) WHERE date_start IS NOT NULL
"""

# The texts of the rules that make keys: where one changes, all keys are made anew.
_RULES = sha256("".join((_NUMBER_EVENTS, _LIST_PARTIES, _LIST_KEYS, KEY_RULES)).encode()).hexdigest()
