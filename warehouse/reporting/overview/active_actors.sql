-- Actors with most events; a real event counts once, however many articles tell it.
SELECT actor_id, name, type, country_code, acting_count, receiving_count, mention_count, document_count
FROM actor_profiles
WHERE acting_count + receiving_count > 0
ORDER BY acting_count + receiving_count DESC, mention_count DESC, actor_id
LIMIT 20
