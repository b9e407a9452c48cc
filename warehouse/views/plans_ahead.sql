-- One row per thing that is due: a happening that was planned, promised or put off, or a value of a series.
-- from: events, figures
-- kind: event or figure.
-- subject_id: The happening, or the indicator.
-- what: The deed with its mode, or the measure with the value.
-- who: Names of those who act, or of the one whose series it is, joined by |.
-- due_start: First day on which it is due, as last told.
-- due_end: Last such day.
-- first_due_start: First day on which it was due as first told.
-- slipped_days: By how many days it moved since it was first told; below zero where it came nearer.
-- due_history: Each day on which it was said to be due, with the day on which that was first said: 2025-09-15 said 2025-06-04|...
-- known_since: First article that tells it.
-- last_said_on: Last article that tells it.
-- state: open, done (reported as a fact since), dropped (denied or cancelled), or promised (the promise is a fact, nothing tells more).
-- done_on: Day of the fact; null unless done.
-- source_count: Independent sources.
-- sources: Their names, joined by |.
-- words: The exact words of the first article.
WITH members AS (
    SELECT *, due_start IS NULL AND status = 'planned' AND date_start >= published_on AS is_dated_ahead
    FROM happening_members
),
said AS (
    SELECT 'event' AS kind, m.happening_id AS subject_id, NULL AS figure_key, m.event_id AS id, m.status,
        if(m.is_dated_ahead, m.date_start, m.due_start) AS due_start, if(m.is_dated_ahead, m.date_end, m.due_end) AS due_end,
        m.source_name, m.published_on, m.text AS words
    FROM members AS m
    WHERE NOT m.is_copy AND (m.status = 'planned' OR m.due_start IS NOT NULL)
    UNION ALL
    SELECT 'figure', p.indicator_id, concat_ws(' ', p.value, p.period_start, p.period_end), p.figure_id, 'planned', f.due_start,
        f.due_end, p.source_name, p.said_on, p.words
    FROM figure_points AS p JOIN figures AS f USING (figure_id)
    WHERE NOT p.is_copy AND f.due_end IS NOT NULL
),
days AS (
    SELECT kind, subject_id, figure_key, due_start, min(published_on) AS said_on
    FROM said
    WHERE due_start IS NOT NULL
    GROUP BY ALL
),
histories AS (
    SELECT kind, subject_id, figure_key,
        string_agg(concat_ws(' said ', due_start, said_on), '|' ORDER BY said_on NULLS LAST, due_start) AS due_history
    FROM days
    GROUP BY ALL
),
gathered AS (
    SELECT kind, subject_id, figure_key,
        arg_max({'a': due_start, 'b': due_end}, (coalesce(published_on, DATE '0001-01-01'), id))
            FILTER (due_end IS NOT NULL) AS last_due,
        arg_min(due_start, (coalesce(published_on, DATE '9999-12-31'), id)) FILTER (due_start IS NOT NULL)
            AS first_due_start,
        min(published_on) AS known_since,
        max(published_on) AS last_said_on,
        count(DISTINCT source_name) AS source_count,
        string_agg(DISTINCT source_name, '|' ORDER BY source_name) AS sources,
        arg_min(words, (coalesce(published_on, DATE '9999-12-31'), id)) AS words,
        bool_or(status IN ('planned', 'called_for')) AS is_plan,
        any_value(id ORDER BY id) AS any_id
    FROM said
    GROUP BY ALL
)
SELECT
    g.kind,
    g.subject_id,
    if(g.kind = 'event', concat_ws('/', h.deed_type, h.event_mode), concat_ws(' ', p.measure, p.words)) AS what,
    if(g.kind = 'event', h.actors, p.party) AS who,
    g.last_due.a AS due_start,
    g.last_due.b AS due_end,
    g.first_due_start,
    g.last_due.a - g.first_due_start AS slipped_days,
    t.due_history,
    g.known_since,
    g.last_said_on,
    CASE
        WHEN g.kind = 'figure' THEN 'open'
        WHEN NOT g.is_plan THEN 'promised'
        WHEN h.status = 'actual' THEN 'done'
        WHEN h.status = 'denied' THEN 'dropped'
        ELSE 'open'
    END AS state,
    if(g.kind = 'event' AND g.is_plan AND h.status = 'actual', h.day, NULL) AS done_on,
    g.source_count,
    g.sources,
    g.words
FROM gathered AS g
LEFT JOIN histories AS t
    ON t.kind = g.kind AND t.subject_id = g.subject_id AND t.figure_key IS NOT DISTINCT FROM g.figure_key
LEFT JOIN happenings AS h ON g.kind = 'event' AND h.happening_id = g.subject_id
LEFT JOIN figure_points AS p ON g.kind = 'figure' AND p.figure_id = g.any_id
