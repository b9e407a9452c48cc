-- Who accuses or threatens whom, and who denies it?
SELECT date_start, event_type, event_mode, status, actors, recipients, speaker, clause, publisher, published_on
FROM event_facts
WHERE (event_type IN ('ACCUSE', 'THREATEN', 'REJECT') OR status = 'denied') AND NOT is_copy
ORDER BY date_start NULLS LAST, published_on, event_id
