-- One row per pair of independent sources that say different things of one happening or one series, the later one first.
-- from: events, figures
-- happening_id: The happening; null where a series is told differently that belongs to none.
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
-- stands: Whether both are the last that their sources said of it; false where one said something else since.
WITH facts AS (
    SELECT f.figure_id, m.happening_id, f.indicator_id, f.counted, f.measure, f.measure_kind,
        -- A toll is one series, whatever day its report names, and the day of an event is no period of a series.
        m.happening_id IS NOT NULL AND f.dimension = 'count' AND f.period_start = f.period_end AS is_days_own,
        if(f.measure IN ('death', 'injury') OR coalesce(is_days_own, FALSE), NULL, f.period_start) AS period_start,
        if(f.measure IN ('death', 'injury') OR coalesce(is_days_own, FALSE), NULL, f.period_end) AS period_end,
        concat_ws(' ', f.value, f.unit) AS says, coalesce(f.base_value, f.value) AS low,
        coalesce(f.base_value_high, f.value_high, f.base_value, f.value) AS high, coalesce(f.base_unit, f.unit) AS unit,
        f.dimension, f.per_unit, f.party_id, f.text, f.document_id, f.sentence_no,
        -- What is expected is compared with what is expected, facts with facts.
        f.status = 'planned' OR coalesce(f.basis, 'estimate') IN ('target', 'forecast')
            OR coalesce(f.period_start > d.published_on, FALSE) AS is_ahead,
        {source_name} AS source_name, d.published_on,
        -- "More than 300" and 310 are one claim, so are "about 4,000" and 3,900; numbers written out may be rounded.
        CASE WHEN f.comparator <> '=' THEN 0.1 WHEN f.value >= 1000 THEN 0.005 ELSE 0 END AS leeway
    FROM figures AS f
    JOIN documents AS d USING (document_id)
    LEFT JOIN happening_members AS m USING (event_id)
    LEFT JOIN figure_points AS p USING (figure_id)
    WHERE d.duplicate_of IS NULL AND p.corrected_value IS NULL AND NOT coalesce(f.is_minor, FALSE)
        AND (f.change IS NULL OR f.measure_kind = 'level') AND f.status IN ('actual', 'planned')
),
said AS (
    SELECT happening_id, NULL AS indicator_id, NULL::DATE AS period_start, NULL::DATE AS period_end, 'status' AS about,
        NULL AS item, NULL AS unit, status AS says, NULL::DOUBLE AS low, NULL::DOUBLE AS high, NULL::DOUBLE AS leeway,
        NULL::VARCHAR AS told_in, FALSE AS is_ahead, NULL::BIGINT AS sentence_no, source_name, published_on, document_id, text, event_id AS id
    FROM happening_members
    WHERE NOT is_copy AND status IN ('actual', 'denied')
    UNION ALL
    -- A plan that slipped is no quarrel, and the day of the report is nothing that its source says.
    SELECT happening_id, NULL, NULL, NULL, 'day', NULL, NULL, strftime(day, '%Y-%m-%d'), NULL, NULL, NULL, NULL, FALSE,
        NULL, source_name, published_on, document_id, text, event_id
    FROM happening_members
    WHERE NOT is_copy AND day IS NOT NULL AND status = 'actual' AND date_method <> 'publication'
    UNION ALL
    SELECT happening_id, NULL, NULL, NULL, 'number', coalesce(counted, measure), unit, says, low, high, leeway,
        happening_id, is_ahead, sentence_no, source_name, published_on, document_id, text, figure_id
    FROM facts
    WHERE happening_id IS NOT NULL AND coalesce(counted, measure) IS NOT NULL
    UNION ALL
    SELECT NULL, indicator_id, period_start, period_end, 'value', NULL, unit, says, low, high, leeway,
        happening_id, is_ahead, sentence_no, source_name, published_on, document_id, text, figure_id
    FROM facts
    WHERE measure_kind <> 'change' AND indicator_id IS NOT NULL AND dimension <> 'duration' AND (
        (period_end IS NOT NULL AND (happening_id IS NULL OR party_id IS NOT NULL))
        -- What has a price or rate of the day changes from report to report without a quarrel.
        OR (period_end IS NULL AND per_unit IS NULL AND (dimension NOT IN ('share', 'duration') OR measure = 'turnout'))
    )
),
-- Where one report gives two numbers, they are of two parts, and neither is compared, unless one sentence sets
-- its own number against that of the other source.
counted AS (
    SELECT *, count(DISTINCT says) OVER told AS told_count, count(DISTINCT sentence_no) OVER told AS sentence_count,
        list(says) OVER told AS told_says,
        period_end = max(period_end) OVER (PARTITION BY indicator_id, is_ahead, document_id) AS is_last_period
    FROM said
    WINDOW told AS (
        PARTITION BY happening_id, indicator_id, period_start, period_end, about, item, unit, is_ahead, document_id
    )
),
-- Each report with the day on which its source next told of the same.
reports AS (
    SELECT *, min(published_on) OVER (
        PARTITION BY happening_id, indicator_id, period_start, period_end, about, item, unit, is_ahead, source_name
        ORDER BY published_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS replaced_on
    FROM counted
),
pairs AS (
SELECT
    coalesce(one.happening_id, if(one.told_in = other.told_in, one.told_in, NULL)) AS happening_id,
    one.indicator_id,
    one.about,
    coalesce(one.item, i.measure) AS item,
    coalesce(one.period_start, other.period_start) AS period_start,
    coalesce(one.period_end, other.period_end) AS period_end,
    one.says AS one_says,
    one.source_name AS one_source,
    one.published_on AS one_on,
    one.text AS one_words,
    other.says AS other_says,
    other.source_name AS other_source,
    other.published_on AS other_on,
    other.text AS other_words,
    one.replaced_on IS NULL AND other.replaced_on IS NULL AS stands
FROM reports AS one
JOIN reports AS other ON other.about = one.about AND other.happening_id IS NOT DISTINCT FROM one.happening_id
    AND other.indicator_id IS NOT DISTINCT FROM one.indicator_id AND other.is_ahead = one.is_ahead
    AND other.item IS NOT DISTINCT FROM one.item AND other.unit IS NOT DISTINCT FROM one.unit AND other.says <> one.says
    AND other.source_name <> one.source_name
LEFT JOIN indicators AS i ON i.indicator_id = one.indicator_id
WHERE (one.published_on, one.id) > (other.published_on, other.id)
    -- What the other source said last when the report appeared.
    AND coalesce(other.replaced_on > one.published_on, TRUE)
    AND ((other.period_start IS NOT DISTINCT FROM one.period_start AND other.period_end IS NOT DISTINCT FROM one.period_end)
        -- A report without a period means the last one of which the other tells.
        OR (one.period_end IS NULL AND other.is_last_period) OR (other.period_end IS NULL AND one.is_last_period))
    AND (one.about <> 'value' OR (one.period_end IS NOT NULL AND other.period_end IS NOT NULL)
        OR one.published_on - other.published_on <= 30)
    -- What is counted is of one event; a sum or a weight of one series is the same whatever event it is told with.
    AND (coalesce(one.told_in = other.told_in, TRUE) OR coalesce(i.dimension, '') <> 'count')
    AND (one.about NOT IN ('number', 'value') OR ((one.told_count = 1 AND other.told_count = 1
            OR (one.about = 'value' AND one.period_end = other.period_end
                AND ((one.told_count = 1 AND other.told_count = 2 AND other.sentence_count = 1 AND list_contains(other.told_says, one.says))
                    OR (other.told_count = 1 AND one.told_count = 2 AND one.sentence_count = 1 AND list_contains(one.told_says, other.says)))))
        AND greatest(one.low, other.low) > least(one.high, other.high) * (1 + greatest(one.leeway, other.leeway))))
-- What two reports count alike of one happening stands once, in the row of that happening.
QUALIFY row_number() OVER (
    PARTITION BY one.about IN ('number', 'value'), one.about = 'day', one.says, other.says, one.document_id,
        other.document_id, if(one.about IN ('number', 'value'), NULL, one.happening_id)
    ORDER BY one.happening_id IS NULL, one.id, other.id
) = 1
)
SELECT * FROM pairs
-- The newest reports of what two sources say.
QUALIFY row_number() OVER (
    PARTITION BY happening_id, indicator_id, about, item, one_source, one_says, other_source, other_says, period_end
    ORDER BY one_on DESC, other_on DESC, one_words, other_words
) = 1
