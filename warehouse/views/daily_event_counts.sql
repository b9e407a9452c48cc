-- One row per day, event type and status of sure events; an event counts once, however many sentences and articles tell it.
-- from: events
-- day: Day on which the events happened (only events whose date is known to the day).
-- event_count: Distinct real events (event groups).
-- mention_count: Sentences that tell them, copies of articles left out.
-- story_count: Distinct stories; copies of one wire report are one story.
-- document_count: Articles, copies included.
-- mean_intensity: Mean PLOVER score of the events.
WITH told AS (
    SELECT e.*, d.story_id, d.duplicate_of IS NOT NULL AS is_copy
    FROM events AS e
    JOIN documents AS d USING (document_id)
    WHERE e.is_sure AND e.date_precision = 'day' AND e.date_start IS NOT NULL
),
-- Mentions of one event may differ in detail; the first reported of the most certain ones decides.
grouped AS (
    SELECT
        event_group_id,
        arg_max(date_start, (status = 'actual', confidence, event_id)) AS day,
        arg_max(event_type, (status = 'actual', confidence, event_id)) AS event_type,
        arg_max(quad_class, (status = 'actual', confidence, event_id)) AS quad_class,
        arg_max(status, (status = 'actual', confidence, event_id)) AS status,
        avg(intensity) AS intensity
    FROM told
    GROUP BY event_group_id
)
SELECT
    g.day,
    g.event_type,
    g.quad_class,
    g.status,
    count(DISTINCT g.event_group_id) AS event_count,
    count(*) FILTER (NOT t.is_copy) AS mention_count,
    count(DISTINCT t.story_id) AS story_count,
    count(DISTINCT t.document_id) AS document_count,
    round(avg(g.intensity), 2) AS mean_intensity
FROM grouped AS g
JOIN told AS t USING (event_group_id)
GROUP BY g.day, g.event_type, g.quad_class, g.status
