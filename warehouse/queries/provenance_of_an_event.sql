-- Where does a row (here: each signing) come from, down to the bytes of the raw file?
SELECT e.event_id, e.text AS clause, s.text AS sentence, d.uri, d.raw_sha256, b.raw_start, b.raw_end,
    b.kind AS block_kind, b.reason AS kept_because, d.extractor_version, d.run_id
FROM events AS e
JOIN documents AS d USING (document_id)
JOIN sentences AS s USING (document_id, sentence_no)
LEFT JOIN blocks AS b ON b.document_id = e.document_id AND b.is_kept
    AND e.char_start >= b.char_start AND e.char_start < b.char_end
WHERE e.deed_type = 'SUPPORT' AND e.trigger = 'signed'
ORDER BY d.uri, e.char_start
