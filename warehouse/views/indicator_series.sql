-- One row per series, period and reported value with what it is said to be; copies of an article count once.
-- from: figures, documents
-- indicator: What is measured, in normal words.
-- whose: Name of the actor whose series it is.
-- with_whom: Name of the other party.
-- said_as: actual, preliminary, revised, estimate, forecast, target, plan, demand, hypothetical or denied.
-- series_on: First day of the period, or the first report where the text names no period.
-- is_period_stated: Whether the text says which period the figure is about.
-- period_precision: day, week, month, quarter, half, year or span; null where the text names no whole period.
-- signed_value: The value; below zero where it is the size of a decrease.
-- is_corrected: Whether a source took the value back in a correction notice.
-- story_count: Distinct stories that report the value.
-- source_count: Independent sources that report it.
-- publishers: Who reports it, joined by |: agencies in place of those who print their copy.
-- speakers: Who claims it, where the articles name somebody, joined by |.
-- first_reported_on: First article that reports the value.
-- last_reported_on: Last article that reports the value.
SELECT
    p.indicator_id,
    i.measure AS indicator,
    p.measure_kind,
    i.party AS whose,
    i.partner AS with_whom,
    i.place_country_code,
    p.unit,
    p.dimension,
    p.per_unit,
    p.change,
    coalesce(p.period_start, p.period_end, min(p.said_on)) AS series_on,
    coalesce(p.period_start, p.period_end) IS NOT NULL AS is_period_stated,
    p.period_start,
    p.period_end,
    p.period_precision,
    p.signed_value,
    p.value,
    p.value_high,
    p.comparator,
    p.said_as,
    bool_or(p.corrected_value IS NOT NULL) AS is_corrected,
    count(DISTINCT p.story_id) AS story_count,
    greatest(count(DISTINCT p.source_name) FILTER (NOT p.is_copy), 1) AS source_count,
    coalesce(
        string_agg(DISTINCT p.source_name, '|' ORDER BY p.source_name) FILTER (NOT p.is_copy),
        string_agg(DISTINCT p.source_name, '|' ORDER BY p.source_name)
    ) AS publishers,
    string_agg(DISTINCT p.speaker, '|' ORDER BY p.speaker) AS speakers,
    min(p.said_on) AS first_reported_on,
    max(p.said_on) AS last_reported_on
FROM figure_points AS p
JOIN indicators AS i USING (indicator_id)
GROUP BY
    p.indicator_id, i.measure, p.measure_kind, i.party, i.partner, i.place_country_code, p.unit, p.dimension, p.per_unit,
    p.change, p.period_start, p.period_end, p.period_precision, p.signed_value, p.value, p.value_high, p.comparator,
    p.said_as
