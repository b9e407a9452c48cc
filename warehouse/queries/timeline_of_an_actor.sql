-- What did one actor (here: Belarus) do, and what was done to it, in the order of days?
SELECT coalesce(h.day, h.date_start) AS from_day, h.date_precision, h.deed_type, h.event_mode, h.status,
    if(list_contains(string_split(h.actor_ids, '|'), a.actor_id), 'acts', 'is concerned') AS role,
    h.actors, h.recipients, h.source_count, h.sources
FROM actors AS a
JOIN happenings AS h ON list_contains(string_split(concat_ws('|', h.actor_ids, h.recipient_ids), '|'), a.actor_id)
WHERE a.name = 'Belarus'
ORDER BY from_day NULLS LAST, h.first_reported_on, h.happening_id
