-- Figures of the articles of the report; an indicator is named by what it measures, as in indicator_series.
SELECT f.figure_id, f.document_id, f.text AS figure, f.value, f.comparator, f.unit, f.status, f.confidence, f.item,
    f.place_country_code, f.actor_id, f.speaker_id, f.period_start, f.period_end, f.change, f.value_high,
    f.per_unit, f.measure AS indicator, nullif(f.is_minor, FALSE) AS is_minor
FROM figures AS f
JOIN newest AS n USING (document_id)
ORDER BY n.place, f.char_start, f.figure_id
