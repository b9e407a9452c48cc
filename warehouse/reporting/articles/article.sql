-- An article with its text.
SELECT d.document_id, d.text, d.author, d.uri, d.raw_sha256, d.revision
FROM newest AS n
JOIN documents AS d USING (document_id)
ORDER BY d.document_id
