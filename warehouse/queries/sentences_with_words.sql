-- Which sentences hold all of some words (here: "trade" and "reached"; `wiremill search` ranks them)?
SELECT d.published_on, d.publisher, d.title, s.text, d.uri
FROM sentences AS s
JOIN documents AS d USING (document_id)
WHERE list_has_all(regexp_extract_all(lower(strip_accents(s.text)), '\w+'), ['trade', 'reached'])
    AND d.duplicate_of IS NULL
ORDER BY d.published_on DESC NULLS LAST, d.uri, s.sentence_no
