-- Values of indicators reported since the oldest article of the report; those of one value only have no series.
SELECT s.indicator, s.unit, s.series_on, s.is_period_stated, s.period_start, s.period_end, s.value, s.value_high,
    s.comparator, s.said_as AS status, s.change, s.per_unit, s.whose, s.place_country_code, s.story_count, s.publishers, s.speakers
FROM indicator_series AS s
WHERE s.unit IS NOT NULL
QUALIFY count(*) OVER (PARTITION BY s.indicator, s.unit) > 1
    AND max(s.last_reported_on) OVER (PARTITION BY s.indicator, s.unit)
        >= (SELECT min(published_on) FROM documents JOIN newest USING (document_id))
ORDER BY s.indicator, s.unit, s.series_on NULLS LAST, s.value, s.publishers, s.whose, s.change, s.said_as
