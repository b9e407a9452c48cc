-- An article with its text.
SELECT d.document_id, d.title, d.text, d.author, d.uri, d.published_at, d.published_method, d.raw_sha256,
    d.revision, d.duplicate_of, d.raw_char_count
FROM newest AS n
JOIN documents AS d USING (document_id)
ORDER BY d.document_id
