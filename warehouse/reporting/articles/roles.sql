-- Roles that an article states.
SELECT document_id, role_id, char_start, char_end, actor_id, role, of_actor_id, is_current
FROM actor_roles
JOIN newest USING (document_id)
ORDER BY document_id, char_start, role_id
