-- What is due, by whom, since when is it known, and was it done?
SELECT h.happening_id, h.date_start, h.date_end, h.deed_type, h.actors, h.recipients, min(m.published_on) AS known_since,
    any_value(m.text ORDER BY m.published_on, m.event_id) AS words, h.status, h.history, h.sources
FROM happenings AS h JOIN happening_members AS m USING (happening_id)
WHERE m.status = 'planned' AND NOT m.is_copy
    AND (h.date_start IS NULL OR m.published_on IS NULL OR h.date_end >= m.published_on)
GROUP BY ALL
ORDER BY h.date_start NULLS LAST, known_since, h.happening_id
