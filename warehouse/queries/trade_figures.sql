-- Which figures about trade are reported, and for which period?
SELECT item, figure, value, value_high, comparator, unit, change, period_start, period_end, whose, speaker,
    publisher, published_on, sentence
FROM figure_facts
WHERE regexp_matches(item, '\b(trade|exports?|imports?|turnover)\b', 'i')
    AND dimension IN ('money', 'share', 'ratio', 'mass')
    AND NOT is_copy
ORDER BY item, period_start NULLS LAST, value, figure_id
