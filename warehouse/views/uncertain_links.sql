-- One row per short name in a document that was, or may be, somebody known from other documents: least certain first.
-- from: document_actors, documents
-- told_name: The name as the document tells it.
-- linked_id: The person to whom it was linked; null where several fit or nothing ties it to one.
-- linked_name: Name of that person.
-- candidates: The persons of that surname named in full elsewhere, most mentioned first, five at most.
-- candidate_count: How many there are.
-- correction: For a name that was not linked, a line for the corrections file; write the reason behind it.
WITH short_names AS (
    SELECT a.document_id, a.actor_id, a.name AS told_name, a.country_code, a.link_method, a.link_confidence,
        lower(a.name) AS surname
    FROM document_actors AS a
    WHERE a.type = 'person' AND a.is_named AND NOT contains(a.name, ' ')
),
full_names AS (
    SELECT actor_id, name, mention_count, lower(regexp_extract(name, '([^ ]+)$', 1)) AS surname
    FROM actors
    WHERE type = 'person' AND is_named AND contains(name, ' ')
),
bearers AS (
    SELECT surname, count(*) AS candidate_count,
        list(actor_id ORDER BY mention_count DESC, actor_id)[:5] AS candidates
    FROM full_names
    GROUP BY surname
)
SELECT s.document_id, d.uri, d.published_on, s.told_name, s.country_code,
    CASE WHEN s.link_method IS NOT NULL THEN s.actor_id END AS linked_id,
    CASE WHEN s.link_method IS NOT NULL THEN a.name END AS linked_name,
    s.link_method, s.link_confidence, b.candidates, coalesce(b.candidate_count, 0) AS candidate_count,
    CASE WHEN s.link_method IS NULL THEN 'merge,' || s.actor_id || ',' || b.candidates[1] || ',,,,,,,' END AS correction
FROM short_names AS s
JOIN documents AS d USING (document_id)
JOIN actors AS a ON a.actor_id = s.actor_id
LEFT JOIN bearers AS b USING (surname)
WHERE (s.link_method IS NOT NULL AND s.link_confidence < 0.9)
    OR (s.link_method IS NULL AND b.candidate_count > 0 AND NOT list_contains(b.candidates, s.actor_id))
ORDER BY s.link_confidence NULLS FIRST, d.published_on DESC NULLS LAST, s.document_id, s.told_name
