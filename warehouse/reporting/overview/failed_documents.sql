-- Documents that could not be processed, last first.
SELECT source, uri, stage, message, attempts, last_failed_at
FROM ops.failures
WHERE resolved_at IS NULL
ORDER BY last_failed_at DESC, source, uri
LIMIT 50
