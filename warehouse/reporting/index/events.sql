-- Sure events of the articles of the report.
SELECT f.event_id, f.document_id, f.event_type, f.quad_class, f.status, f.confidence, f.event_group_id, f.clause,
    string_split(f.actor_ids, '|') AS actor_ids, string_split(f.recipient_ids, '|') AS recipient_ids,
    f.date_start, f.speaker_id, f.place_country_code, e.happening_id
FROM event_facts AS f
JOIN newest AS n USING (document_id)
JOIN events AS e USING (event_id)
ORDER BY n.place, f.char_start, f.event_id
