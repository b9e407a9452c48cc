-- One row per thing that is overdue: due before the day of the newest article, and neither done, dropped nor moved.
-- from: events, figures
-- kind: event or figure.
-- subject_id: The happening, or the indicator.
-- what: The deed with its mode, or the measure with the value.
-- who: Names of those who act, or of the one whose series it is, joined by |.
-- due_start: First day on which it was due, as last told.
-- due_end: Last such day.
-- overdue_days: Days from then to the newest article of the warehouse.
-- slipped_days: By how many days it had moved before.
-- known_since: First article that tells it.
-- last_said_on: Last article that tells it.
-- source_count: Independent sources.
-- sources: Their names, joined by |.
-- words: The exact words of the first article.
SELECT
    p.kind,
    p.subject_id,
    p.what,
    p.who,
    p.due_start,
    p.due_end,
    n.newest_on - p.due_end AS overdue_days,
    p.slipped_days,
    p.known_since,
    p.last_said_on,
    p.source_count,
    p.sources,
    p.words
FROM plans_ahead AS p, (SELECT max(published_on) AS newest_on FROM documents) AS n
WHERE p.state = 'open' AND p.due_end < n.newest_on
