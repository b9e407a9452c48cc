-- How did a reported number change: same indicator, several values?
SELECT indicator, whose, unit, series_on, is_period_stated, comparator, value, value_high, change, publishers,
    speakers, story_count
FROM figure_series
WHERE dimension <> 'duration'
QUALIFY count(DISTINCT value) OVER (PARTITION BY indicator, whose, unit, change) > 1
ORDER BY indicator, whose, unit, change, series_on, value, publishers
