-- Newest real events that several independent sources tell.
WITH named AS (
    SELECT happening_id, arg_max(event_id, (NOT is_copy, confidence, event_id)) AS event_id,
        arg_max(text, (NOT is_copy, confidence, event_id)) AS clause
    FROM happening_members
    GROUP BY happening_id
),
differing AS (
    SELECT happening_id, string_agg(DISTINCT coalesce(item, about), ', ' ORDER BY coalesce(item, about)) AS differ_in
    FROM disagreements
    GROUP BY happening_id
)
SELECT h.happening_id, coalesce(h.day, h.date_start) AS happened_on, n.event_id, n.clause, h.status, h.source_count,
    h.document_count, replace(h.sources, '|', ', ') AS sources, d.differ_in, h.last_reported_on
FROM happenings AS h
JOIN named AS n USING (happening_id)
LEFT JOIN differing AS d USING (happening_id)
WHERE h.source_count > 1
ORDER BY h.last_reported_on DESC NULLS LAST, h.source_count DESC, h.happening_id
LIMIT 15
