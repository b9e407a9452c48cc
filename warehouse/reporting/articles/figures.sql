-- Figures of an article.
SELECT document_id, figure_id, char_start, char_end, value, value_high, comparator, unit, per_unit, item,
    change, period_start, period_end, speaker_id, actor_id, event_id, status, confidence
FROM figures
JOIN newest USING (document_id)
ORDER BY document_id, char_start, figure_id
