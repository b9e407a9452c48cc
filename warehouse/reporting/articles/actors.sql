-- Actors of an article, by the names under which all documents together know them.
SELECT DISTINCT d.document_id, a.actor_id, a.name, a.type, a.country_code
FROM document_actors AS d
JOIN newest USING (document_id)
JOIN actors AS a USING (actor_id)
ORDER BY d.document_id, a.actor_id
