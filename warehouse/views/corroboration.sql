-- One row per thing that is told and what is told of it: a happening with a status, or a period of a series with a value.
-- from: events, figures
-- kind: happening or value.
-- subject_id: The happening, or the indicator.
-- what: The deed with its mode, or the measure.
-- who: Names of those who act, or of the one whose series it is, joined by |.
-- day: Day of the happening; null for values.
-- claimed: The status, or the value with its unit.
-- source_count: Independent sources that tell it so: copies of an article, and papers that print an agency, count once.
-- sources: Their names, joined by |, those that told it first first.
-- claimants: Names of those who claim it in the articles, joined by |.
-- copy_count: Articles that only repeat another one.
-- first_source: Who told it first.
-- first_on: When.
-- confirmed_on: When a second independent source told it; null while there is none.
-- against_count: Independent sources that tell it otherwise: denied for actual, another value of the same period.
-- against_sources: Their names, joined by |.
-- against_claims: What they say, joined by |.
WITH said AS (
    SELECT 'happening' AS kind, m.happening_id AS subject_id, NULL::DATE AS period_start, NULL::DATE AS period_end,
        m.status AS claimed, m.source_name, m.is_copy, m.published_on, s.name AS claimant, m.event_id AS id
    FROM happening_members AS m
    LEFT JOIN actors AS s ON s.actor_id = m.speaker_id
    UNION ALL
    SELECT 'value', p.indicator_id, p.period_start, p.period_end, concat_ws(' ', p.signed_value, p.unit), p.source_name,
        p.is_copy, p.said_on, p.speaker, p.figure_id
    FROM figure_points AS p
    WHERE p.said_as IN ('actual', 'preliminary', 'revised', 'estimate') AND p.corrected_value IS NULL
),
by_source AS (
    SELECT kind, subject_id, period_start, period_end, claimed, source_name, min(published_on) AS first_on
    FROM said
    WHERE NOT is_copy
    GROUP BY ALL
),
told AS (
    SELECT kind, subject_id, period_start, period_end, claimed, count(*) AS source_count,
        string_agg(source_name, '|' ORDER BY first_on NULLS LAST, source_name) AS sources,
        arg_min(source_name, (coalesce(first_on, DATE '9999-12-31'), source_name)) AS first_source,
        min(first_on) AS first_on,
        list_sort(list(first_on))[2] AS confirmed_on
    FROM by_source
    GROUP BY ALL
),
others AS (
    SELECT kind, subject_id, period_start, period_end, claimed, count(*) FILTER (is_copy) AS copy_count,
        string_agg(DISTINCT claimant, '|' ORDER BY claimant) AS claimants
    FROM said
    GROUP BY ALL
),
against AS (
    SELECT t.kind, t.subject_id, t.period_start, t.period_end, t.claimed,
        count(DISTINCT o.source_name) AS against_count,
        string_agg(DISTINCT o.source_name, '|' ORDER BY o.source_name) AS against_sources,
        string_agg(DISTINCT o.claimed, '|' ORDER BY o.claimed) AS against_claims
    FROM told AS t
    JOIN by_source AS o ON o.kind = t.kind AND o.subject_id = t.subject_id AND o.claimed <> t.claimed
        AND o.period_start IS NOT DISTINCT FROM t.period_start AND o.period_end IS NOT DISTINCT FROM t.period_end
    WHERE (t.kind = 'happening' AND t.claimed IN ('actual', 'denied') AND o.claimed IN ('actual', 'denied'))
        OR (t.kind = 'value' AND t.period_end IS NOT NULL)
    GROUP BY ALL
)
SELECT
    t.kind,
    t.subject_id,
    if(t.kind = 'happening', concat_ws('/', h.deed_type, h.event_mode), i.measure) AS what,
    if(t.kind = 'happening', h.actors, i.party) AS who,
    h.day,
    t.period_start,
    t.period_end,
    t.claimed,
    t.source_count,
    t.sources,
    o.claimants,
    o.copy_count,
    t.first_source,
    t.first_on,
    t.confirmed_on,
    coalesce(a.against_count, 0) AS against_count,
    a.against_sources,
    a.against_claims
FROM told AS t
JOIN others AS o ON o.kind = t.kind AND o.subject_id = t.subject_id AND o.claimed = t.claimed
    AND o.period_start IS NOT DISTINCT FROM t.period_start AND o.period_end IS NOT DISTINCT FROM t.period_end
LEFT JOIN against AS a ON a.kind = t.kind AND a.subject_id = t.subject_id AND a.claimed = t.claimed
    AND a.period_start IS NOT DISTINCT FROM t.period_start AND a.period_end IS NOT DISTINCT FROM t.period_end
LEFT JOIN happenings AS h ON t.kind = 'happening' AND h.happening_id = t.subject_id
LEFT JOIN indicators AS i ON t.kind = 'value' AND i.indicator_id = t.subject_id
