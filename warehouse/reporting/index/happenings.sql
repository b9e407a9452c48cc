-- Real events of the articles of the report that are told more than once.
SELECT h.happening_id, h.status, h.history, h.day, h.date_start, h.date_end, h.mention_count, h.document_count,
    h.source_count, h.sources, string_split(h.actor_ids, '|') AS actor_ids,
    string_split(h.recipient_ids, '|') AS recipient_ids
FROM happenings AS h
WHERE h.mention_count > 1
    AND h.happening_id IN (SELECT e.happening_id FROM events AS e JOIN newest USING (document_id) WHERE e.is_sure)
ORDER BY h.happening_id
