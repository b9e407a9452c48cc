-- One row per promise that was made (a happening AGREE), with the deed that keeps it, where reports tell of one.
-- from: events
-- happening_id: The promise.
-- who: Names of those who promise, joined by |.
-- to_whom: Names of those to whom it is promised, joined by |.
-- promised_on: Day of the promise; null where no report names it.
-- first_reported_on: First article that reports it.
-- due_start: First day on which it is due, as last told.
-- due_end: Last such day.
-- promised: What is counted or measured of it, with range and newest value, joined by |.
-- deed_id: The happening that keeps it: a later deed between the same parties that counts the same thing; null without one.
-- deed_type: What was done.
-- done_on: Day of the deed, else of its first report.
-- delivered: What is counted or measured of the deed.
-- source_count: Independent sources of the promise.
WITH told AS MATERIALIZED (FROM happenings),
measured AS MATERIALIZED (FROM happening_figures),
parties AS (
    SELECT m.happening_id, list(DISTINCT a.actor_id) AS ids,
        list(DISTINCT a.country_code) FILTER (a.country_code IS NOT NULL) AS countries
    FROM happening_members AS m
    JOIN event_participants AS p USING (event_id)
    JOIN actors AS a ON a.actor_id = p.actor_id
    GROUP BY m.happening_id
),
due AS (
    SELECT happening_id, arg_max({'a': due_start, 'b': due_end}, (coalesce(published_on, DATE '0001-01-01'), event_id)) AS last_due
    FROM happening_members
    WHERE due_end IS NOT NULL AND NOT is_copy
    GROUP BY happening_id
),
kept AS (
    SELECT p.happening_id, d.happening_id AS deed_id, d.deed_type, coalesce(d.day, d.first_reported_on) AS done_on,
        d.figures AS delivered
    FROM told AS p
    JOIN measured AS promised USING (happening_id)
    JOIN measured AS done ON done.counted = promised.counted AND done.unit = promised.unit
    JOIN told AS d ON d.happening_id = done.happening_id AND d.status = 'actual'
        AND d.deed_type IN ('AID', 'COOPERATE', 'SUPPORT', 'RETREAT')
    JOIN parties AS one ON one.happening_id = p.happening_id
    JOIN parties AS other ON other.happening_id = d.happening_id
    WHERE p.deed_type = 'AGREE' AND d.first_reported_on BETWEEN p.first_reported_on AND p.first_reported_on + 400
        AND (len(list_intersect(one.ids, other.ids)) >= 2 OR len(list_intersect(one.countries, other.countries)) >= 2)
    QUALIFY row_number() OVER (PARTITION BY p.happening_id ORDER BY d.first_reported_on, d.happening_id) = 1
)
SELECT
    h.happening_id,
    h.actors AS who,
    h.recipients AS to_whom,
    h.day AS promised_on,
    h.first_reported_on,
    u.last_due.a AS due_start,
    u.last_due.b AS due_end,
    h.figures AS promised,
    k.deed_id,
    k.deed_type,
    k.done_on,
    k.delivered,
    h.source_count
FROM told AS h
LEFT JOIN due AS u USING (happening_id)
LEFT JOIN kept AS k USING (happening_id)
WHERE h.deed_type = 'AGREE' AND h.status = 'actual'
