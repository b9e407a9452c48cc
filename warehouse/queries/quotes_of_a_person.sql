-- What did one person (here: Lukashenko) say on one topic (here: trade)?
SELECT d.published_on, a.name AS speaker, q.direct, q.text AS words, s.text AS sentence, d.publisher, d.uri
FROM quotes AS q
JOIN actors AS a ON a.actor_id = q.speaker_id
JOIN documents AS d USING (document_id)
JOIN sentences AS s USING (document_id, sentence_no)
WHERE contains(a.name, 'Lukashenko') AND regexp_matches(s.text, '\btrade\b', 'i') AND d.duplicate_of IS NULL
ORDER BY d.published_on NULLS LAST, d.uri, q.char_start
