-- One row per pair of independent sources that say different things of one happening or one series, the later one first.
-- from: events, figures
-- happening_id: The happening; null where a series is told differently.
-- about: What they differ in: status, day, the number of the measure in `item`, or the value of a series.
-- item: What the numbers count or measure; null for status and day.
-- one_says: What the later report says.
-- one_source: Who says it.
-- one_on: When.
-- one_words: The exact words.
-- other_says: What the earlier report says.
-- other_source: Who says that.
-- other_on: When.
-- other_words: The exact words.
WITH points AS (
    SELECT p.*, m.happening_id
    FROM figure_points AS p LEFT JOIN happening_members AS m USING (event_id)
    WHERE NOT p.is_copy AND p.corrected_value IS NULL AND p.measure_kind <> 'change'
        AND p.said_as IN ('actual', 'preliminary', 'revised', 'estimate')
),
said AS (
    SELECT happening_id, NULL AS indicator_id, NULL::DATE AS period_start, NULL::DATE AS period_end, 'status' AS about,
        NULL AS item, status AS says, source_name, published_on, text, event_id AS id
    FROM happening_members
    WHERE NOT is_copy AND status IN ('actual', 'denied')
    UNION ALL
    SELECT happening_id, NULL, NULL, NULL, 'day', NULL, strftime(day, '%Y-%m-%d'), source_name, published_on, text, event_id
    FROM happening_members
    WHERE NOT is_copy AND day IS NOT NULL
    UNION ALL
    SELECT happening_id, NULL, NULL, NULL, 'number', measure, concat_ws(' ', value, unit), source_name, said_on, words,
        figure_id
    FROM points
    WHERE happening_id IS NOT NULL
    UNION ALL
    SELECT NULL, indicator_id, period_start, period_end, 'value', measure, concat_ws(' ', value, unit), source_name, said_on,
        words, figure_id
    FROM points
    WHERE happening_id IS NULL AND (
        period_end IS NOT NULL
        -- What has a price or rate of the day changes from report to report without a quarrel.
        OR (period_start IS NULL AND dimension IN ('count', 'money') AND per_unit IS NULL)
    )
),
latest AS (
    SELECT * FROM said
    QUALIFY row_number() OVER (
        PARTITION BY happening_id, indicator_id, period_start, period_end, about, item, source_name
        ORDER BY published_on DESC NULLS LAST, id
    ) = 1
)
SELECT
    one.happening_id,
    one.indicator_id,
    one.about,
    one.item,
    one.period_start,
    one.period_end,
    one.says AS one_says,
    one.source_name AS one_source,
    one.published_on AS one_on,
    one.text AS one_words,
    other.says AS other_says,
    other.source_name AS other_source,
    other.published_on AS other_on,
    other.text AS other_words
FROM latest AS one
JOIN latest AS other ON other.about = one.about AND other.happening_id IS NOT DISTINCT FROM one.happening_id
    AND other.indicator_id IS NOT DISTINCT FROM one.indicator_id
    AND other.period_start IS NOT DISTINCT FROM one.period_start
    AND other.period_end IS NOT DISTINCT FROM one.period_end
    AND other.item IS NOT DISTINCT FROM one.item AND other.says <> one.says
    AND other.source_name <> one.source_name
WHERE (one.published_on, one.id) > (other.published_on, other.id)
