-- What is announced for the future, and by whom?
SELECT date_start, date_end, event_type, actors, recipients, clause, coalesce(speaker, publisher, agency) AS says,
    published_on
FROM event_facts
WHERE status = 'planned' AND (date_start IS NULL OR published_on IS NULL OR date_end >= published_on) AND NOT is_copy
ORDER BY date_start NULLS LAST, published_on, event_id
