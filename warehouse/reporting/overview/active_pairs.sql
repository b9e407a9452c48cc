-- Pairs of actors with most events between them, by quad class.
WITH pairs AS (
    SELECT
        least(d.source_id, d.target_id) AS one_id,
        greatest(d.source_id, d.target_id) AS other_id,
        d.quad_class,
        count(DISTINCT d.event_group_id) AS event_count,
        min(e.event_id) AS event_id
    FROM event_dyads AS d
    JOIN events AS e USING (document_id, event_id)
    GROUP BY ALL
)
SELECT p.one_id, a.name AS one, p.other_id, b.name AS other, p.quad_class, p.event_count, p.event_id,
    e.document_id, e.text AS clause
FROM pairs AS p
JOIN actors AS a ON a.actor_id = p.one_id
JOIN actors AS b ON b.actor_id = p.other_id
JOIN events AS e USING (event_id)
ORDER BY p.event_count DESC, p.one_id, p.other_id, p.quad_class
LIMIT 60
