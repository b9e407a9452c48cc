-- One row per actor: names, roles and what it does in the news.
-- from: actors
-- other_names: Other spellings met, most frequent first.
-- current_roles: Roles that some text gives it as current, last seen first, with the country or body.
-- former_roles: Roles that texts call former.
-- role_seen_from: First publication date at which it held one of the current roles.
-- role_seen_until: Last publication date at which it held one of the current roles.
-- acting_count: Real events in which it acts.
-- receiving_count: Real events done to it.
-- quote_count: Stretches of speech by it, copies of articles left out.
WITH spelled AS (
    SELECT n.actor_id, string_agg(n.name, ', ' ORDER BY n.mention_count DESC, n.name) AS other_names
    FROM actor_names AS n
    JOIN actors AS a USING (actor_id)
    WHERE n.name <> a.name
    GROUP BY n.actor_id
),
roles AS (
    SELECT r.actor_id, r.is_current,
        r.role || coalesce(' of ' || b.name, '') AS role,
        min(r.seen_on) AS seen_from,
        max(r.seen_on) AS seen_until
    FROM actor_roles AS r
    LEFT JOIN actors AS b ON b.actor_id = r.of_actor_id
    GROUP BY ALL
),
titled AS (
    SELECT actor_id,
        string_agg(role, '; ' ORDER BY seen_until DESC NULLS LAST, role) FILTER (is_current) AS current_roles,
        string_agg(role, '; ' ORDER BY seen_until DESC NULLS LAST, role) FILTER (NOT is_current)
            AS former_roles,
        min(seen_from) FILTER (is_current) AS role_seen_from,
        max(seen_until) FILTER (is_current) AS role_seen_until
    FROM roles
    GROUP BY actor_id
),
acting AS (
    SELECT p.actor_id,
        count(DISTINCT e.event_group_id) FILTER (p.role = 'actor') AS acting_count,
        count(DISTINCT e.event_group_id) FILTER (p.role = 'recipient') AS receiving_count
    FROM event_participants AS p
    JOIN events AS e USING (event_id)
    GROUP BY p.actor_id
),
speaking AS (
    SELECT q.speaker_id AS actor_id, count(*) AS quote_count
    FROM quotes AS q
    JOIN documents AS d USING (document_id)
    WHERE d.duplicate_of IS NULL AND q.speaker_id IS NOT NULL
    GROUP BY q.speaker_id
)
SELECT
    a.actor_id,
    a.name,
    a.type,
    a.country_code,
    a.sector,
    s.other_names,
    t.current_roles,
    t.role_seen_from,
    t.role_seen_until,
    t.former_roles,
    a.mention_count,
    a.document_count,
    coalesce(c.acting_count, 0) AS acting_count,
    coalesce(c.receiving_count, 0) AS receiving_count,
    coalesce(q.quote_count, 0) AS quote_count,
    a.first_seen_on,
    a.last_seen_on,
    a.latitude,
    a.longitude
FROM actors AS a
LEFT JOIN spelled AS s USING (actor_id)
LEFT JOIN titled AS t USING (actor_id)
LEFT JOIN acting AS c USING (actor_id)
LEFT JOIN speaking AS q USING (actor_id)
