-- How did a reported number change: same indicator, several values?
SELECT indicator, whose, with_whom, unit, series_on, is_period_stated, said_as, comparator, value, value_high, change,
    publishers, speakers, story_count
FROM indicator_series
WHERE dimension <> 'duration'
QUALIFY count(DISTINCT value) OVER (PARTITION BY indicator_id) > 1
ORDER BY indicator, indicator_id, series_on, said_as, value, publishers
