-- Where events took place: one row per place.
SELECT
    coalesce(place_text, place_country_code) AS place,
    place_country_code,
    latitude,
    longitude,
    count(DISTINCT event_group_id) AS event_count,
    count(DISTINCT event_group_id) FILTER (quad_class >= 3) AS conflict_count,
    arg_max(event_id, (confidence, event_id)) AS example_event_id
FROM event_facts
WHERE latitude IS NOT NULL AND longitude IS NOT NULL
GROUP BY ALL
ORDER BY event_count DESC, place, latitude, longitude
LIMIT 1000
