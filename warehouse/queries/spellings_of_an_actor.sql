-- Under which names was each actor met?
SELECT a.name, a.type, a.country_code, count(*) AS spelling_count,
    string_agg(n.name, ', ' ORDER BY n.mention_count DESC, n.name) AS spellings
FROM actors AS a
JOIN actor_names AS n USING (actor_id)
GROUP BY a.actor_id, a.name, a.type, a.country_code
HAVING count(*) > 1
ORDER BY spelling_count DESC, a.name
