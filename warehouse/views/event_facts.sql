-- One row per event mention that is sure enough, with its article, its sentence and the names of its parties.
-- from: events, documents
-- actors: Names of the parties that act, in text order, joined by |.
-- actor_countries: Their countries, ISO 3166 alpha-3, in the same order; empty between the bars where unknown.
-- recipients: Names of the parties to whom it is done, in text order, joined by |.
-- recipient_countries: Their countries, in the same manner.
-- day: Day of the event; null where it is known less finely (to the month, the year).
-- actor_ids: The actor_ids of `actors`, in the same order.
-- recipient_ids: The actor_ids of `recipients`, in the same order.
-- speaker: Name of the actor who reports or claims it; null when the article does.
-- clause: The clause that reports the event.
-- sentence: The sentence around it.
-- is_copy: Whether the article repeats another one: leave such rows out to count reports once.
WITH parties AS (
    SELECT
        p.document_id,
        p.event_id,
        string_agg(a.name, '|' ORDER BY p.position, a.name, a.actor_id) FILTER (p.role = 'actor')
            AS actors,
        string_agg(p.actor_id, '|' ORDER BY p.position, a.name, a.actor_id) FILTER (p.role = 'actor')
            AS actor_ids,
        string_agg(coalesce(a.country_code, ''), '|' ORDER BY p.position, a.name, a.actor_id) FILTER (p.role = 'actor')
            AS actor_countries,
        string_agg(a.name, '|' ORDER BY p.position, a.name, a.actor_id) FILTER (p.role = 'recipient')
            AS recipients,
        string_agg(p.actor_id, '|' ORDER BY p.position, a.name, a.actor_id) FILTER (p.role = 'recipient')
            AS recipient_ids,
        string_agg(coalesce(a.country_code, ''), '|' ORDER BY p.position, a.name, a.actor_id) FILTER (p.role = 'recipient')
            AS recipient_countries
    FROM event_participants AS p
    JOIN actors AS a USING (actor_id)
    GROUP BY p.document_id, p.event_id
)
SELECT
    e.event_id,
    e.event_group_id,
    e.happening_id,
    if(e.date_precision = 'day', e.date_start, NULL) AS day,
    e.date_start,
    e.date_end,
    e.date_precision,
    e.date_method,
    e.date_text,
    e.due_start,
    e.due_end,
    e.deed_type,
    e.event_type,
    e.event_mode,
    e.contexts,
    e.cameo_root,
    e.quad_class,
    e.intensity,
    e.status,
    p.actors,
    p.actor_countries,
    p.recipients,
    p.recipient_countries,
    speaker.name AS speaker,
    e.trigger,
    e.text AS clause,
    s.text AS sentence,
    e.place_text,
    e.place_country_code,
    e.latitude,
    e.longitude,
    e.confidence,
    e.actor_confidence,
    e.recipient_confidence,
    e.status_confidence,
    e.date_confidence,
    e.method,
    d.title,
    d.publisher,
    d.agency,
    d.published_on,
    d.uri,
    d.story_id,
    d.duplicate_of IS NOT NULL AS is_copy,
    p.actor_ids,
    p.recipient_ids,
    e.speaker_id,
    e.document_id,
    e.sentence_no,
    e.char_start,
    e.char_end
FROM events AS e
JOIN documents AS d USING (document_id)
LEFT JOIN sentences AS s USING (document_id, sentence_no)
LEFT JOIN parties AS p ON p.document_id = e.document_id AND p.event_id = e.event_id
LEFT JOIN actors AS speaker ON speaker.actor_id = e.speaker_id
WHERE e.is_sure
