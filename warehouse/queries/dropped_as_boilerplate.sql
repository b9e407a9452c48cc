-- What was dropped as boilerplate, how often, and why?
SELECT b.kind, b.reason, left(b.text, 100) AS dropped_text, count(*) AS block_count,
    count(DISTINCT b.document_id) AS document_count, min(d.uri) AS example_uri
FROM blocks AS b
JOIN documents AS d USING (document_id)
WHERE NOT b.is_kept
GROUP BY b.kind, b.reason, dropped_text
ORDER BY document_count DESC, block_count DESC, dropped_text
