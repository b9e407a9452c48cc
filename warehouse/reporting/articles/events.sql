-- Events of an article, sure or not.
SELECT document_id, event_id, char_start, char_end, trigger, event_type, quad_class, status, confidence, is_sure,
    event_mode, date_start, date_end, place_text, speaker_id
FROM events
JOIN newest USING (document_id)
ORDER BY document_id, char_start, event_id
