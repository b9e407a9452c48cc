-- What was said, by whom, in whose words?
SELECT d.published_on, a.name AS speaker, q.direct, q.cue, q.text, d.publisher, d.uri
FROM quotes AS q
JOIN documents AS d USING (document_id)
LEFT JOIN actors AS a ON a.actor_id = q.speaker_id
WHERE d.duplicate_of IS NULL
ORDER BY d.published_on NULLS LAST, d.uri, q.char_start
