-- Real events by week and quad class (1 verbal, 2 material cooperation; 3 verbal, 4 material conflict).
SELECT
    date_trunc('week', date_start)::DATE AS week,
    quad_class,
    count(DISTINCT event_group_id) AS event_count
FROM event_facts
WHERE date_start IS NOT NULL AND status = 'actual'
GROUP BY ALL
ORDER BY week, quad_class
