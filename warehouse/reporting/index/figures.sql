-- Figures of the articles of the report.
SELECT f.figure_id, f.document_id, f.text AS figure, f.value, f.comparator, f.unit, f.status, f.confidence, f.item,
    f.measure AS indicator, f.place_country_code, f.actor_id, f.speaker_id, f.period_start, f.period_end, f.change, f.value_high,
    f.per_unit
FROM figures AS f
JOIN newest AS n USING (document_id)
ORDER BY n.place, f.char_start, f.figure_id
