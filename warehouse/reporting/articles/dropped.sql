-- Lines that are no part of the text, and where in the text they stood.
WITH placed AS (
    SELECT b.document_id, b.block_no, b.kind, b.is_kept, b.reason, b.score, b.text,
        first_value(b.char_start IGNORE NULLS) OVER (
            PARTITION BY b.document_id ORDER BY b.block_no ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ) AS before_char
    FROM blocks AS b
    JOIN newest USING (document_id)
)
SELECT document_id, block_no, before_char, kind, reason, round(score, 2) AS score, left(text, 160) AS text
FROM placed
WHERE NOT is_kept
QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY block_no) <= 200
ORDER BY document_id, block_no
