-- Where the figures of an article stand; the index says what they are.
SELECT document_id, figure_id, char_start, char_end
FROM figures
JOIN newest USING (document_id)
ORDER BY document_id, char_start, figure_id
