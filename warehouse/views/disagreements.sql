-- One row per pair of independent sources that say different things of one happening or one series, the later one first.
-- from: events, figures
-- happening_id: The happening; null where a series is told differently.
-- about: What they differ in: status, day, the number of what `item` names, or the value of a series.
-- item: What the numbers count or measure; null for status and day.
-- one_says: What the later report says.
-- one_source: Who says it.
-- one_on: When.
-- one_words: The exact words.
-- other_says: What the earlier report says.
-- other_source: Who says that.
-- other_on: When.
-- other_words: The exact words.
WITH facts AS (
    SELECT f.figure_id, m.happening_id, f.indicator_id, f.counted, f.measure, f.measure_kind,
        -- A toll is one series, whatever day its report names.
        if(f.measure IN ('death', 'injury'), NULL, f.period_start) AS period_start,
        if(f.measure IN ('death', 'injury'), NULL, f.period_end) AS period_end,
        concat_ws(' ', f.value, f.unit) AS says, coalesce(f.base_value, f.value) AS low,
        coalesce(f.base_value_high, f.value_high, f.base_value, f.value) AS high, coalesce(f.base_unit, f.unit) AS unit,
        f.dimension, f.per_unit, f.party_id, f.text, f.document_id,
        {source_name} AS source_name, d.published_on,
        -- "More than 300" and 310 are one claim, so are "about 4,000" and 3,900; numbers written out may be rounded.
        CASE WHEN f.comparator <> '=' THEN 0.1 WHEN f.value >= 1000 THEN 0.005 ELSE 0 END AS leeway
    FROM figures AS f
    JOIN documents AS d USING (document_id)
    LEFT JOIN happening_members AS m USING (event_id)
    LEFT JOIN figure_points AS p USING (figure_id)
    WHERE d.duplicate_of IS NULL AND p.corrected_value IS NULL AND NOT coalesce(f.is_minor, FALSE)
        AND f.change IS NULL AND f.status = 'actual' AND coalesce(f.basis, 'estimate') NOT IN ('target', 'forecast')
        AND (f.period_start IS NULL OR f.period_start <= d.published_on)
),
said AS (
    SELECT happening_id, NULL AS indicator_id, NULL::DATE AS period_start, NULL::DATE AS period_end, 'status' AS about,
        NULL AS item, NULL AS unit, status AS says, NULL::DOUBLE AS low, NULL::DOUBLE AS high, NULL::DOUBLE AS leeway,
        NULL::VARCHAR AS told_in, source_name, published_on, document_id, text, event_id AS id
    FROM happening_members
    WHERE NOT is_copy AND status IN ('actual', 'denied')
    UNION ALL
    -- A plan that slipped is no quarrel, and the day of the report is nothing that its source says.
    SELECT happening_id, NULL, NULL, NULL, 'day', NULL, NULL, strftime(day, '%Y-%m-%d'), NULL, NULL, NULL, NULL, source_name,
        published_on, document_id, text, event_id
    FROM happening_members
    WHERE NOT is_copy AND day IS NOT NULL AND status = 'actual' AND date_method <> 'publication'
    UNION ALL
    SELECT happening_id, NULL, NULL, NULL, 'number', coalesce(counted, measure), unit, says, low, high, leeway,
        NULL, source_name, published_on, document_id, text, figure_id
    FROM facts
    WHERE happening_id IS NOT NULL AND coalesce(counted, measure) IS NOT NULL
    UNION ALL
    SELECT NULL, indicator_id, period_start, period_end, 'value', measure, unit, says, low, high, leeway,
        if(happening_id IS NULL, figure_id, concat(happening_id, counted)), source_name, published_on, document_id,
        text, figure_id
    FROM facts
    WHERE measure_kind <> 'change' AND indicator_id IS NOT NULL AND (
        (period_end IS NOT NULL AND (happening_id IS NULL OR party_id IS NOT NULL))
        -- What has a price or rate of the day changes from report to report without a quarrel.
        OR (happening_id IS NULL AND period_start IS NULL AND per_unit IS NULL
            AND (dimension IN ('count', 'money', 'area') OR measure = 'turnout'))
    )
),
-- What each source said last; where one report gives two numbers, they are of two parts, and neither is compared.
latest AS (
    SELECT *, count(DISTINCT says) OVER (
        PARTITION BY happening_id, indicator_id, period_start, period_end, about, item, unit, document_id
    ) AS told_count
    FROM said
    QUALIFY row_number() OVER (
        PARTITION BY happening_id, indicator_id, period_start, period_end, about, item, unit, source_name
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
    AND other.item IS NOT DISTINCT FROM one.item AND other.unit IS NOT DISTINCT FROM one.unit AND other.says <> one.says
    AND other.source_name <> one.source_name
WHERE (one.published_on, one.id) > (other.published_on, other.id)
    AND (one.about <> 'value' OR one.period_end IS NOT NULL OR one.published_on - other.published_on <= 30)
    -- What two reports count alike of one happening stands in the rows of that happening.
    AND (one.about <> 'value' OR one.told_in <> other.told_in)
    AND (one.about NOT IN ('number', 'value') OR (one.told_count = 1 AND other.told_count = 1
        AND greatest(one.low, other.low) > least(one.high, other.high) * (1 + greatest(one.leeway, other.leeway))))
