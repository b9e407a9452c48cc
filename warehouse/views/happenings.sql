-- One row per real event: all sure mentions of it, whatever status the reports give it.
-- from: events
-- deed_type: What is done, by most mentions.
-- status: Status as last reported.
-- history: Each status with the day of its first report, in order: planned 2024-03-01|actual 2024-03-09.
-- day: The day named by most independent sources; null where none names a day.
-- actors: Names of those who act, joined by |, those that most sources name first.
-- actor_ids: Their actor_ids, in the same order.
-- recipients: Names of those to whom it is done, in the same manner.
-- recipient_ids: Their actor_ids, in the same order.
-- first_reported_on: First article that reports it.
-- last_reported_on: Last article that reports it.
-- mention_count: Sure mentions.
-- document_count: Articles, copies among them.
-- story_count: Articles that are no copies of each other.
-- source_count: Independent sources: publishers, and agencies in place of those who print their copy.
-- sources: Their names, joined by |.
-- claimants: Names of those who report or claim it in the articles, joined by |.
-- figure_count: Figures that the articles give of it (dead, arrested, sums).
-- figures: What is counted or measured of it, with the range and the newest value, joined by |: death 4-7, newest 7.
-- confidence: Probability that it is told: that at least one source is read right.
WITH told AS (
    SELECT *, max(confidence) OVER (PARTITION BY happening_id, source_name) AS source_confidence
    FROM happening_members
),
parties AS (
    SELECT m.happening_id, p.role, a.actor_id, a.name, count(DISTINCT m.source_name) AS source_count,
        count(*) AS mention_count
    FROM told AS m
    JOIN event_participants AS p USING (event_id)
    JOIN actors AS a ON a.actor_id = p.actor_id
    GROUP BY ALL
),
named AS (
    SELECT happening_id,
        string_agg(name, '|' ORDER BY source_count DESC, mention_count DESC, name, actor_id)
            FILTER (role = 'actor') AS actors,
        string_agg(actor_id, '|' ORDER BY source_count DESC, mention_count DESC, name, actor_id)
            FILTER (role = 'actor') AS actor_ids,
        string_agg(name, '|' ORDER BY source_count DESC, mention_count DESC, name, actor_id)
            FILTER (role = 'recipient') AS recipients,
        string_agg(actor_id, '|' ORDER BY source_count DESC, mention_count DESC, name, actor_id)
            FILTER (role = 'recipient') AS recipient_ids
    FROM parties
    GROUP BY happening_id
),
dates AS (
    SELECT happening_id, date_start, date_end, date_precision, day, count(DISTINCT source_name) AS source_count,
        count(*) AS mention_count
    FROM told
    WHERE date_start IS NOT NULL
    GROUP BY ALL
),
dated AS (
    SELECT * FROM dates
    QUALIFY row_number() OVER (
        PARTITION BY happening_id
        ORDER BY day IS NULL, source_count DESC, mention_count DESC, date_start, date_end
    ) = 1
),
statuses AS (
    SELECT happening_id, status, min(published_on) AS first_on, max(published_on) AS last_on
    FROM told
    GROUP BY ALL
),
ranked AS (
    SELECT *, list_position(['hypothetical', 'called_for', 'planned', 'denied', 'actual'], status) AS rank
    FROM statuses
),
histories AS (
    SELECT happening_id,
        string_agg(concat_ws(' ', status, first_on), '|' ORDER BY first_on NULLS LAST, rank) AS history,
        arg_max(status, (coalesce(last_on, DATE '0001-01-01'), rank)) AS status
    FROM ranked
    GROUP BY happening_id
),
counted AS (
    SELECT happening_id, count(DISTINCT figure_id) AS figure_count
    FROM told JOIN figures USING (event_id)
    GROUP BY happening_id
),
measured AS (
    SELECT happening_id, string_agg(
        concat(counted, ' ', format('{:g}', lowest_value),
            if(highest_value > lowest_value, format('-{:g}, newest {:g}', highest_value, newest_value), ''),
            if(dimension = 'count', '', concat(' ', unit))),
        '|' ORDER BY source_count DESC, counted, unit
    ) AS figures
    FROM happening_figures
    GROUP BY happening_id
),
gathered AS (
    SELECT
        m.happening_id,
        mode(m.deed_type ORDER BY m.deed_type) AS deed_type,
        mode(m.event_mode ORDER BY m.event_mode) AS event_mode,
        min(m.published_on) AS first_reported_on,
        max(m.published_on) AS last_reported_on,
        count(*) AS mention_count,
        count(DISTINCT m.document_id) AS document_count,
        count(DISTINCT m.story_id) AS story_count,
        count(DISTINCT m.source_name) FILTER (NOT m.is_copy) AS source_count,
        string_agg(DISTINCT m.source_name, '|' ORDER BY m.source_name) FILTER (NOT m.is_copy) AS sources,
        string_agg(DISTINCT s.name, '|' ORDER BY s.name) AS claimants
    FROM told AS m
    LEFT JOIN actors AS s ON s.actor_id = m.speaker_id
    GROUP BY m.happening_id
),
sure AS (
    SELECT happening_id, round(1 - product(1 - source_confidence), 3) AS confidence
    FROM (SELECT DISTINCT happening_id, source_name, source_confidence FROM told)
    GROUP BY happening_id
)
SELECT
    g.happening_id,
    g.deed_type,
    g.event_mode,
    h.status,
    h.history,
    d.day,
    d.date_start,
    d.date_end,
    d.date_precision,
    n.actors,
    n.actor_ids,
    n.recipients,
    n.recipient_ids,
    g.first_reported_on,
    g.last_reported_on,
    g.mention_count,
    g.document_count,
    g.story_count,
    g.source_count,
    g.sources,
    g.claimants,
    coalesce(c.figure_count, 0) AS figure_count,
    f.figures,
    s.confidence
FROM gathered AS g
JOIN histories AS h USING (happening_id)
JOIN sure AS s USING (happening_id)
LEFT JOIN dated AS d USING (happening_id)
LEFT JOIN named AS n USING (happening_id)
LEFT JOIN counted AS c USING (happening_id)
LEFT JOIN measured AS f USING (happening_id)
