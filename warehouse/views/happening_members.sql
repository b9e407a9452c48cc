-- One row per sure event mention, with its happening and what links it to that.
-- from: events, documents
-- day: Day of the event; null where it is known less finely.
-- is_copy: Whether the article repeats another one.
-- parties_in_order: Names of all parties, joined by |, those who act first.
SELECT
    e.happening_id,
    e.event_id,
    e.happening_reason,
    e.event_group_id,
    e.deed_type,
    e.event_mode,
    e.status,
    e.date_start,
    e.date_end,
    e.date_precision,
    e.date_method,
    if(e.date_precision = 'day', e.date_start, NULL) AS day,
    (
        SELECT string_agg(a.name, '|' ORDER BY p.role, p.position, a.name)
        FROM event_participants AS p JOIN actors AS a USING (actor_id)
        WHERE p.event_id = e.event_id
    ) AS parties_in_order,
    e.due_start,
    e.due_end,
    e.trigger,
    e.text,
    e.confidence,
    e.speaker_id,
    {source_name} AS source_name,
    d.published_on,
    d.title,
    d.uri,
    d.story_id,
    d.duplicate_of IS NOT NULL AS is_copy,
    e.document_id,
    e.sentence_no,
    e.char_start,
    e.char_end
FROM events AS e
JOIN documents AS d USING (document_id)
WHERE e.is_sure
