-- Who speaks for a country (here Belarus), in which role, since when?
SELECT name, current_roles, role_seen_from, role_seen_until, quote_count, other_names
FROM actor_profiles
WHERE country_code = 'BLR' AND type = 'person' AND (current_roles IS NOT NULL OR quote_count > 0)
ORDER BY quote_count DESC, mention_count DESC, name
