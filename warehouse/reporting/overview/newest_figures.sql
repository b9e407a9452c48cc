-- Newest figures that say what they measure, copies of articles left out.
SELECT figure_id, document_id, figure, item, change, period_text, speaker, publisher, published_on
FROM figure_facts
WHERE item IS NOT NULL AND NOT is_copy AND dimension NOT IN ('duration')
ORDER BY published_on DESC NULLS LAST, confidence DESC, figure_id
LIMIT 15
