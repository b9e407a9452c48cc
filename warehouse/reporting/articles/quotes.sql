-- Quoted and reported speech of an article.
SELECT document_id, quote_id, char_start, char_end, direct, speaker_id, cue, confidence
FROM quotes
JOIN newest USING (document_id)
ORDER BY document_id, char_start, quote_id
