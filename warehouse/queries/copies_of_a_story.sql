-- Which articles tell the same text, and which was first?
SELECT story_id, document_id = story_id AS is_first, published_on, publisher, agency, title, uri
FROM documents
QUALIFY count(*) OVER (PARTITION BY story_id) > 1
ORDER BY story_id, is_first DESC, published_on NULLS LAST, uri
