-- What was promised or planned, by whom, to whom, for when, and how does it stand?
SELECT min(m.published_on) AS known_since, h.actors AS who, h.recipients AS to_whom, h.deed_type,
    arg_max(coalesce(m.due_start, if(m.status = 'planned', m.date_start, NULL)), m.published_on) AS due_start,
    arg_max(coalesce(m.due_end, if(m.status = 'planned', m.date_end, NULL)), m.published_on) AS due_end, h.status, h.sources,
    arg_min(m.text, (m.published_on, m.event_id)) AS words
FROM happenings AS h
JOIN happening_members AS m USING (happening_id)
WHERE NOT m.is_copy AND h.actors IS NOT NULL
    AND (m.status = 'planned' OR m.due_start IS NOT NULL OR (m.deed_type = 'AGREE' AND m.status = 'actual'))
GROUP BY h.happening_id, h.actors, h.recipients, h.deed_type, h.status, h.sources
ORDER BY due_start NULLS LAST, known_since, h.happening_id
