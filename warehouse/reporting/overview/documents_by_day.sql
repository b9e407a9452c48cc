-- Articles by day of publication; without a date they count in a row of their own.
SELECT
    published_on AS day,
    count(*) AS document_count,
    count(*) FILTER (duplicate_of IS NULL) AS distinct_count
FROM documents
GROUP BY published_on
ORDER BY published_on NULLS LAST
