-- Temporal expressions of an article.
SELECT document_id, time_expression_id, char_start, char_end, type, value, start_on, end_on
FROM time_expressions
JOIN newest USING (document_id)
ORDER BY document_id, char_start, time_expression_id
