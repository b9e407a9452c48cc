-- Events of an article, sure or not.
SELECT document_id, event_id, char_start, char_end, trigger, event_type, event_mode, quad_class, intensity,
    date_start, date_end, date_precision, status, speaker_id, place_text, place_country_code, confidence,
    is_sure
FROM events
JOIN newest USING (document_id)
ORDER BY document_id, char_start, event_id
