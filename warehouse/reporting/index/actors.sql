-- Actors that the articles of the report name.
SELECT p.actor_id, p.name, p.type, p.mention_count, p.first_seen_on, p.last_seen_on, p.country_code,
    p.sector, p.other_names
FROM actor_profiles AS p
WHERE p.actor_id IN (SELECT actor_id FROM document_actors JOIN newest USING (document_id))
ORDER BY p.mention_count DESC, p.actor_id
