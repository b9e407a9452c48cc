-- How many real events does each country take part in, month by month and by type?
SELECT date_trunc('month', h.day)::DATE AS month, a.country_code, h.deed_type,
    count(DISTINCT h.happening_id) AS happening_count, count(DISTINCT m.event_id) AS mention_count,
    max(h.source_count) AS most_sources
FROM happenings AS h
JOIN happening_members AS m USING (happening_id)
JOIN event_participants AS p USING (event_id)
JOIN actors AS a USING (actor_id)
WHERE h.status = 'actual' AND h.day IS NOT NULL AND a.country_code IS NOT NULL
GROUP BY ALL
ORDER BY month, a.country_code, h.deed_type
