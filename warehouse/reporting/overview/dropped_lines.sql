-- Lines of raw texts that are no part of an article, by kind and by the rule that decided.
SELECT kind, reason, count(*) AS line_count, count(DISTINCT document_id) AS document_count
FROM blocks
WHERE NOT is_kept
GROUP BY kind, reason
ORDER BY line_count DESC, kind, reason
LIMIT 15
