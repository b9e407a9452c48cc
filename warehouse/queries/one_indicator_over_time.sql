-- How did one indicator (here: trade) move, and what is a forecast, what an actual value?
SELECT indicator, whose, with_whom, unit, period_start, period_end, period_precision, signed_value, said_as, is_corrected,
    first_reported_on, publishers
FROM indicator_series
WHERE contains(indicator, 'trade') AND measure_kind = 'level'
ORDER BY indicator_id, series_on, first_reported_on, signed_value
