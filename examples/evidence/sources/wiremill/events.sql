SELECT event_id, event_group_id, date_start, event_type, quad_class, status, actors, recipients, speaker, clause,
    place_country_code, confidence, title, publisher, published_on
FROM event_facts
WHERE NOT is_copy
