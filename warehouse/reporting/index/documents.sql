-- Articles of the report.
SELECT d.document_id, d.title, d.published_on, d.source, d.publisher, d.agency, d.language, d.story_id,
    d.duplicate_of IS NOT NULL AS is_copy,
    CASE WHEN d.title IS NULL THEN left(d.text, 90) END AS opening
FROM newest AS n
JOIN documents AS d USING (document_id)
ORDER BY n.place
