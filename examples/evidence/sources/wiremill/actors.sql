SELECT actor_id, name, type, country_code, sector, current_roles, mention_count, acting_count, receiving_count
FROM actor_profiles
