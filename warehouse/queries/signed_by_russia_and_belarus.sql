-- What did Russia and Belarus sign, when, and who says so?
SELECT date_start, date_precision, status, trigger, clause, actors, recipients,
    coalesce(speaker, publisher, agency) AS says, published_on, uri
FROM event_facts
WHERE regexp_matches(trigger, '\b(sign|signs|signed|signing|inked?)\b', 'i')
    AND concat_ws(',', actor_countries, recipient_countries) LIKE '%BLR%'
    AND concat_ws(',', actor_countries, recipient_countries) LIKE '%RUS%'
    AND NOT is_copy
ORDER BY date_start NULLS LAST, published_on, uri, sentence_no, char_start
