-- Extracted rows that a check kept out of the tables.
SELECT table_name, check_name, count(*) AS row_count, min(reason) AS example
FROM ops.quarantine
WHERE replayed_at IS NULL
GROUP BY table_name, check_name
ORDER BY row_count DESC, table_name, check_name
LIMIT 50
