-- One row per thing that is due: a happening that was planned, promised or put off, a value of a series, or a deadline.
-- from: events, figures, time_expressions
-- kind: event, figure, or deadline (a clause sets a day and no event or figure is read there).
-- subject_id: The happening, the indicator, or the time expression of a deadline.
-- what: The deed with its mode, the measure with the value, or the clause of a deadline.
-- who: Names of those who act, or of the one whose series it is, joined by |; null for a deadline.
-- due_start: First day on which it is due, as last told.
-- due_end: Last such day.
-- first_due_start: First day on which it was due as first told.
-- slipped_days: By how many days it moved since it was first told; below zero where it came nearer.
-- due_history: Each day on which it was said to be due, with the day on which that was first said: 2025-09-15 said 2025-06-04|...
-- known_since: First article that tells it.
-- last_said_on: Last article that tells it.
-- state: open, done (reported as a fact since), dropped (denied or cancelled), moved (to a later day, in a row of its own), promised (the promise is a fact, nothing tells more), or told (a deadline; nothing tells what became of it).
-- moved_from: The happening that it was before it was put off, where that is another.
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
    UNION ALL
    SELECT 'deadline', t.time_expression_id, NULL, t.time_expression_id, 'planned', t.due_start, t.due_end, {source_name},
        d.published_on, t.due_text
    FROM time_expressions AS t JOIN documents AS d USING (document_id)
    WHERE t.due_end IS NOT NULL AND d.duplicate_of IS NULL AND NOT EXISTS (
        FROM (
            SELECT document_id, sentence_no, due_end FROM events WHERE is_sure
            UNION ALL SELECT document_id, sentence_no, due_end FROM figures WHERE indicator_id IS NOT NULL
        ) AS e
        WHERE e.document_id = t.document_id AND e.sentence_no = t.sentence_no AND e.due_end = t.due_end
    )
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
        bool_or(status IN ('planned', 'called_for', 'denied')) AS is_plan,
        any_value(id ORDER BY id) AS any_id
    FROM said
    GROUP BY ALL
),
named AS (
    SELECT g.*, t.due_history, h.status, h.day, h.deed_type,
        string_split(concat_ws('|', h.actor_ids, h.recipient_ids), '|') AS party_ids,
        CASE g.kind
            WHEN 'event' THEN concat_ws('/', h.deed_type, h.event_mode)
            WHEN 'figure' THEN concat_ws(' ', p.measure, p.words)
            ELSE g.words
        END AS what,
        if(g.kind = 'event', h.actors, p.party) AS who,
        g.last_due.a AS due_start,
        g.last_due.b AS due_end
    FROM gathered AS g
    LEFT JOIN histories AS t
        ON t.kind = g.kind AND t.subject_id = g.subject_id AND t.figure_key IS NOT DISTINCT FROM g.figure_key
    LEFT JOIN happenings AS h ON g.kind = 'event' AND h.happening_id = g.subject_id
    LEFT JOIN figure_points AS p ON g.kind = 'figure' AND p.figure_id = g.any_id
),
-- A plan of the same parties for a later day, told before the first one had come or soon after, without that one done.
moved AS (
    SELECT n.subject_id, m.subject_id AS moved_from
    FROM named AS n
    JOIN named AS m ON m.kind = 'event' AND m.deed_type = n.deed_type AND m.subject_id <> n.subject_id
        AND len(list_intersect(m.party_ids, n.party_ids)) >= 2
    WHERE n.kind = 'event' AND n.is_plan AND m.is_plan AND m.status IN ('planned', 'denied')
        AND m.known_since < n.known_since AND m.due_start < n.due_start AND n.known_since <= m.due_end + 30
    QUALIFY row_number() OVER (PARTITION BY n.subject_id ORDER BY m.known_since DESC, m.subject_id) = 1
)
SELECT
    n.kind,
    n.subject_id,
    n.what,
    n.who,
    n.due_start,
    n.due_end,
    coalesce(m.first_due_start, n.first_due_start) AS first_due_start,
    n.due_start - coalesce(m.first_due_start, n.first_due_start) AS slipped_days,
    concat_ws('|', m.due_history, n.due_history) AS due_history,
    coalesce(m.known_since, n.known_since) AS known_since,
    n.last_said_on,
    CASE
        WHEN l.moved_from IS NOT NULL THEN 'moved'
        WHEN n.kind = 'figure' THEN 'open'
        WHEN n.kind = 'deadline' THEN 'told'
        WHEN NOT n.is_plan THEN 'promised'
        WHEN n.status = 'actual' THEN 'done'
        WHEN n.status = 'denied' THEN 'dropped'
        ELSE 'open'
    END AS state,
    if(n.is_plan AND n.status = 'actual', n.day, NULL) AS done_on,
    m.subject_id AS moved_from,
    n.source_count,
    n.sources,
    n.words
FROM named AS n
LEFT JOIN moved AS v ON n.kind = 'event' AND v.subject_id = n.subject_id
LEFT JOIN named AS m ON m.kind = 'event' AND m.subject_id = v.moved_from
LEFT JOIN (SELECT DISTINCT moved_from FROM moved) AS l ON n.kind = 'event' AND l.moved_from = n.subject_id
