-- Figures of the articles of the report.
SELECT f.figure_id, f.document_id, f.figure, f.value, f.value_high, f.comparator, f.unit, f.per_unit,
    f.item, f.change, f.period_start, f.period_end, f.status, f.confidence, f.place_country_code,
    f.actor_id, f.speaker_id,
    regexp_replace(lower(trim(f.item)), '^(the|a|an|its|his|her|their|total|overall)\s+', '') AS indicator
FROM figure_facts AS f
JOIN newest AS n USING (document_id)
ORDER BY n.place, f.char_start, f.figure_id
