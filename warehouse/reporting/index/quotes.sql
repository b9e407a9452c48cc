-- Quotes of the articles of the report; speaker_id is null where nobody is named.
SELECT q.quote_id, q.document_id, q.speaker_id, q.direct, left(q.text, 280) AS text, q.confidence
FROM quotes AS q
JOIN newest AS n USING (document_id)
ORDER BY n.place, q.char_start, q.quote_id
