-- Newest stories; independent sources are distinct agencies, or publishers where no agency is named.
SELECT
    story_id,
    arg_min(coalesce(title, left(text, 90)), (duplicate_of IS NOT NULL, document_id)) AS title,
    count(*) AS document_count,
    count(DISTINCT lower(coalesce(agency, publisher, source))) AS independent_source_count,
    string_agg(DISTINCT coalesce(publisher, agency, source), ', ') AS told_by,
    max(published_on) AS newest_on
FROM documents
GROUP BY story_id
ORDER BY newest_on DESC NULLS LAST, document_count DESC, story_id
LIMIT 15
