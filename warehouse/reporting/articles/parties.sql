-- Parties of the events of an article.
SELECT document_id, event_id, role, actor_id, mention_id
FROM event_participants
JOIN newest USING (document_id)
ORDER BY document_id, event_id, role, position, actor_id
