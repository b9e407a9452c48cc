-- Sources, with the newest article and the newest load of each.
SELECT
    source,
    count(*) AS document_count,
    count(*) FILTER (duplicate_of IS NOT NULL) AS copy_count,
    max(published_on) AS newest_article_on,
    max(loaded_at) AS last_loaded_at
FROM documents
GROUP BY source
ORDER BY document_count DESC, source
