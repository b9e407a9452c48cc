-- Sure events of the articles of the report.
SELECT e.event_id, e.document_id, e.event_type, e.quad_class, e.status, e.confidence, e.event_group_id, e.clause,
    string_split(e.actor_ids, '|') AS actor_ids, string_split(e.recipient_ids, '|') AS recipient_ids,
    e.date_start, e.speaker_id, e.place_country_code
FROM event_facts AS e
JOIN newest AS n USING (document_id)
ORDER BY n.place, e.char_start, e.event_id
