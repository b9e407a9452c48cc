-- One row per happening and thing that its reports count or measure: dead, arrested, soldiers, boats, sums.
-- from: figures, events
-- counted: What is counted, in one word for all its synonyms.
-- lowest_value: Least value that an independent source gives, as it last said.
-- highest_value: Greatest such value.
-- newest_value: The value of the last report.
-- newest_words: Its words.
-- newest_source: Who reports that.
-- newest_on: When.
-- value_count: Distinct values that sources gave last.
-- source_count: Independent sources.
-- told: Each value with the day and the source that said it first, in order: 4 2024-05-20 Beta|7 2024-05-21 Gamma.
WITH told AS (
    SELECT m.happening_id, coalesce(f.counted, f.measure) AS counted, f.unit, f.dimension, f.value, f.value_high, f.text,
        m.source_name, m.published_on, f.figure_id
    FROM figures AS f
    JOIN happening_members AS m USING (event_id)
    WHERE NOT m.is_copy AND f.status <> 'denied' AND NOT coalesce(f.is_minor, FALSE) AND f.change IS NULL
        AND coalesce(f.counted, f.measure) IS NOT NULL
),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY happening_id, counted, unit, source_name ORDER BY published_on DESC NULLS LAST, figure_id
    ) = 1 AS is_last
    FROM told
),
values AS (
    SELECT happening_id, counted, unit, value, min(published_on) AS said_on,
        arg_min(source_name, (coalesce(published_on, DATE '9999-12-31'), figure_id)) AS source_name
    FROM told
    GROUP BY ALL
),
histories AS (
    SELECT happening_id, counted, unit,
        string_agg(concat_ws(' ', format('{:g}', value), said_on, source_name), '|' ORDER BY said_on NULLS LAST, value)
            AS told
    FROM values
    GROUP BY ALL
)
SELECT
    r.happening_id,
    r.counted,
    r.unit,
    mode(r.dimension ORDER BY r.dimension) AS dimension,
    min(r.value) FILTER (r.is_last) AS lowest_value,
    max(coalesce(r.value_high, r.value)) FILTER (r.is_last) AS highest_value,
    arg_max(r.value, (coalesce(r.published_on, DATE '0001-01-01'), r.figure_id)) AS newest_value,
    arg_max(r.text, (coalesce(r.published_on, DATE '0001-01-01'), r.figure_id)) AS newest_words,
    arg_max(r.source_name, (coalesce(r.published_on, DATE '0001-01-01'), r.figure_id)) AS newest_source,
    max(r.published_on) AS newest_on,
    count(DISTINCT r.value) FILTER (r.is_last) AS value_count,
    count(DISTINCT r.source_name) AS source_count,
    h.told
FROM ranked AS r
JOIN histories AS h USING (happening_id, counted, unit)
GROUP BY r.happening_id, r.counted, r.unit, h.told
