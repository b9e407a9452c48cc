-- What happened, told by how many independent sources, with which history?
SELECT day, deed_type, status, actors, recipients, source_count, sources, history, first_reported_on
FROM happenings
WHERE status IN ('actual', 'denied')
ORDER BY source_count DESC, day DESC NULLS LAST, happening_id
