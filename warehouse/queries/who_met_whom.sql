-- Who met whom, when and where, and how many articles say so?
SELECT min(d.date_start) AS met_on, d.source_name AS one, d.target_name AS other,
    min(e.event_mode) AS mode, min(e.place_text) AS place,
    count(DISTINCT d.document_id) AS article_count
FROM event_dyads AS d
JOIN event_facts AS e USING (event_id)
WHERE d.event_type = 'CONSULT' AND d.status = 'actual' AND (NOT d.is_mutual OR d.source_id < d.target_id)
GROUP BY d.event_group_id, d.source_id, d.source_name, d.target_id, d.target_name
ORDER BY met_on NULLS LAST, one, other
