-- One row per indicator, unit, period and reported value; copies of an article count once.
-- from: figures, documents
-- indicator: What is counted or measured, in lower case, without article.
-- whose: Name of the actor whose figure it is.
-- series_on: First day of the period, or the first report where the text names no period.
-- is_period_stated: Whether the text says which period the figure is about.
-- story_count: Distinct stories that report the value.
-- publishers: Who published them.
-- speakers: Who claims it, where the articles name somebody.
-- first_reported_on: First article that reports the value.
-- last_reported_on: Last article that reports the value.
WITH told AS (
    SELECT
        regexp_replace(lower(trim(f.item)), '^(the|a|an|its|his|her|their|total|overall)\s+', '') AS indicator,
        f.*
    FROM figure_facts AS f
    WHERE f.item IS NOT NULL AND f.status IN ('actual', 'planned')
)
SELECT
    indicator,
    whose,
    place_country_code,
    unit,
    dimension,
    per_unit,
    change,
    coalesce(period_start, min(published_on)) AS series_on,
    period_start IS NOT NULL AS is_period_stated,
    period_start,
    period_end,
    value,
    value_high,
    comparator,
    status,
    count(DISTINCT story_id) AS story_count,
    string_agg(DISTINCT publisher, ', ' ORDER BY publisher) AS publishers,
    string_agg(DISTINCT speaker, ', ' ORDER BY speaker) AS speakers,
    min(published_on) AS first_reported_on,
    max(published_on) AS last_reported_on
FROM told
GROUP BY
    indicator, whose, place_country_code, unit, dimension, per_unit, change, period_start, period_end, value,
    value_high, comparator, status
