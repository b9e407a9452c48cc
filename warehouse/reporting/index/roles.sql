-- Roles that the articles of the report state.
SELECT r.actor_id, r.role, b.name AS of_name, r.is_current, min(r.seen_on) AS seen_from,
    max(r.seen_on) AS seen_until, min(r.role_id) AS role_id, arg_min(r.document_id, r.role_id) AS document_id
FROM actor_roles AS r
JOIN newest AS n USING (document_id)
LEFT JOIN actors AS b ON b.actor_id = r.of_actor_id
GROUP BY r.actor_id, r.role, b.name, r.is_current
ORDER BY r.actor_id, seen_until DESC NULLS LAST, r.role, of_name
