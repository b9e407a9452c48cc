-- Who did what to whom, when, and as whose claim?
WITH told AS (
    SELECT *,
        2 * (recipients IS NOT NULL)::INT + 3 * (speaker IS NOT NULL)::INT
            + (date_start IS NOT NULL)::INT + confidence AS weight
    FROM event_facts
    WHERE NOT is_copy AND status = 'actual' AND actors IS NOT NULL
        AND (date_start > published_on) IS NOT TRUE
), one_a_group AS (
    FROM told
    QUALIFY row_number() OVER (PARTITION BY event_group_id ORDER BY weight DESC, event_id) = 1
), few_a_document AS (
    FROM one_a_group
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY weight DESC, event_id) <= 2
)
SELECT
    date_start AS "when",
    CASE WHEN length(actors) > 24 THEN left(actors, 23) || '…' ELSE actors END AS who,
    lower(event_type) AS did,
    CASE WHEN length(recipients) > 18 THEN left(recipients, 17) || '…' ELSE recipients END AS to_whom,
    CASE WHEN length(speaker) > 18 THEN left(speaker, 17) || '…' ELSE speaker END AS as_told_by,
    CASE WHEN length(clause) > 31 THEN left(clause, 30) || '…' ELSE clause END AS clause
FROM few_a_document
ORDER BY weight DESC, event_id
LIMIT 10
