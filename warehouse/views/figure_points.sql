-- One row per figure that is a point of a series, with what the value is said to be, by whom and when.
-- from: figures, documents
-- party: Name of the actor whose series it is.
-- partner: Name of the other party.
-- signed_value: The value; below zero where it is the size of a decrease.
-- said_as: actual, preliminary, revised, estimate, forecast, target, plan, demand, hypothetical or denied.
-- period_precision: day, week, month, quarter, half, year or span; null where the text names no whole period.
-- said_on: Day on which the article was published.
-- speaker: Name of the actor who claims it; null when the article does.
-- words: The number as it stands in the text.
-- previous_value: What the same source said before of the same series and period, where that was another value.
-- corrected_value: What a later correction notice of the same source says in place of this value.
-- is_copy: Whether the article repeats another one.
WITH told AS (
    SELECT
        f.*,
        d.published_on,
        d.title,
        d.uri,
        d.story_id,
        d.duplicate_of IS NOT NULL AS is_copy,
        {source_name} AS source_name,
        if(f.change = 'decrease' AND f.measure_kind = 'change', -f.value, f.value) AS signed_value
    FROM figures AS f
    JOIN documents AS d USING (document_id)
    WHERE f.indicator_id IS NOT NULL
),
corrections AS (
    SELECT indicator_id, source_name, unit, replaces_value, max(published_on) AS corrected_on,
        arg_max(value, (coalesce(published_on, DATE '0001-01-01'), figure_id)) AS corrected_value
    FROM told
    WHERE replaces_value IS NOT NULL
    GROUP BY ALL
)
SELECT
    t.figure_id,
    t.indicator_id,
    t.measure,
    t.measure_kind,
    party.name AS party,
    partner.name AS partner,
    t.place_country_code,
    t.unit,
    t.dimension,
    t.per_unit,
    t.change,
    t.signed_value,
    t.value,
    t.value_high,
    t.comparator,
    CASE
        WHEN t.status = 'denied' THEN 'denied'
        WHEN t.basis IS NOT NULL THEN t.basis
        WHEN t.status = 'planned' AND t.measure_kind = 'change' THEN 'forecast'
        WHEN t.status = 'planned' THEN 'plan'
        WHEN t.status = 'called_for' THEN 'demand'
        WHEN t.status = 'actual' AND t.period_start > t.published_on THEN 'forecast'
        ELSE t.status
    END AS said_as,
    t.period_start,
    t.period_end,
    CASE
        WHEN t.period_start IS NULL OR t.period_end IS NULL THEN NULL
        WHEN t.period_start = t.period_end THEN 'day'
        WHEN t.period_end = t.period_start + 6 THEN 'week'
        WHEN day(t.period_start) > 1 OR day(t.period_end + 1) > 1 THEN 'span'
        ELSE CASE datediff('month', t.period_start, t.period_end + 1)
            WHEN 1 THEN 'month' WHEN 3 THEN 'quarter' WHEN 6 THEN 'half' WHEN 12 THEN 'year' ELSE 'span'
        END
    END AS period_precision,
    t.published_on AS said_on,
    speaker.name AS speaker,
    t.source_name,
    nullif(
        lag(t.value) OVER (
            PARTITION BY t.indicator_id, t.change, t.period_start, t.period_end, t.source_name
            ORDER BY t.published_on, t.figure_id
        ),
        t.value
    ) AS previous_value,
    if(t.replaces_value IS NULL AND (t.published_on <= c.corrected_on OR c.corrected_on IS NULL), c.corrected_value, NULL)
        AS corrected_value,
    t.replaces_value,
    t.item,
    t.text AS words,
    t.is_copy,
    t.story_id,
    t.title,
    t.uri,
    t.confidence,
    t.event_id,
    t.party_id,
    t.partner_id,
    t.speaker_id,
    t.document_id,
    t.sentence_no,
    t.char_start,
    t.char_end
FROM told AS t
LEFT JOIN corrections AS c
    ON c.indicator_id = t.indicator_id AND c.source_name = t.source_name AND c.unit = t.unit
    AND c.replaces_value = t.value
LEFT JOIN actors AS party ON party.actor_id = t.party_id
LEFT JOIN actors AS partner ON partner.actor_id = t.partner_id
LEFT JOIN actors AS speaker ON speaker.actor_id = t.speaker_id
