-- Places where an article names actors.
SELECT document_id, mention_id, char_start, char_end, actor_id, kind, confidence
FROM mentions
JOIN newest USING (document_id)
ORDER BY document_id, char_start, mention_id
