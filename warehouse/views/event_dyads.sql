-- One row per sure event mention and ordered pair of its parties; a mutual event gives both orders.
-- from: events, documents
-- source_id: Actor who acts; in a mutual event (one without recipient) each of them in turn.
-- source_name: Name of the source.
-- source_country_code: Country of the source, ISO 3166 alpha-3.
-- source_sector: Sector of the source.
-- target_id: Actor to whom it is done, or the other party of a mutual event.
-- target_name: Name of the target.
-- target_country_code: Country of the target, ISO 3166 alpha-3.
-- target_sector: Sector of the target.
-- is_mutual: Both orders are listed; `source_id < target_id` keeps one of them.
-- day: Day of the event; null where it is known less finely (to the month, the year).
-- is_copy: Whether the article repeats another one.
WITH parties AS (
    SELECT p.event_id, p.role, p.actor_id, a.name, a.country_code, a.sector,
        count(*) FILTER (p.role = 'recipient') OVER (PARTITION BY p.event_id) = 0 AS is_mutual
    FROM event_participants AS p
    JOIN actors AS a USING (actor_id)
)
SELECT
    e.event_id,
    e.event_group_id,
    e.happening_id,
    if(e.date_precision = 'day', e.date_start, NULL) AS day,
    e.date_start,
    e.date_precision,
    e.deed_type,
    e.event_type,
    e.event_mode,
    e.quad_class,
    e.intensity,
    e.status,
    a.actor_id AS source_id,
    a.name AS source_name,
    a.country_code AS source_country_code,
    a.sector AS source_sector,
    b.actor_id AS target_id,
    b.name AS target_name,
    b.country_code AS target_country_code,
    b.sector AS target_sector,
    a.is_mutual,
    e.confidence,
    d.published_on,
    d.duplicate_of IS NOT NULL AS is_copy,
    e.document_id
FROM events AS e
JOIN documents AS d USING (document_id)
JOIN parties AS a ON a.event_id = e.event_id AND a.role = 'actor'
JOIN parties AS b ON b.event_id = e.event_id AND b.actor_id <> a.actor_id
    AND (b.role = 'recipient' OR a.is_mutual)
WHERE e.is_sure
