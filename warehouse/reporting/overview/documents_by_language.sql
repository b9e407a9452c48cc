-- Articles by language; texts that are not in English are stored and not coded.
SELECT coalesce(language, 'unknown') AS language, count(*) AS document_count
FROM documents
GROUP BY ALL
ORDER BY document_count DESC, language
