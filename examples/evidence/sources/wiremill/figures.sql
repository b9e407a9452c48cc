SELECT figure_id, item, figure, value, unit, dimension, change, period_start, period_end, whose, speaker, title,
    publisher, published_on
FROM figure_facts
WHERE NOT is_copy AND item IS NOT NULL
