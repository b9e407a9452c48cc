-- One row per statement of one source or speaker: that an event is so, or that an indicator has a value.
-- from: events, figures, documents
-- claim_id: event_id or figure_id of the statement.
-- kind: event or figure.
-- subject_id: What it is about: the happening, also of a figure that belongs to one, else the indicator (null: neither).
-- what: The deed with its mode, or what the figure counts or measures.
-- claimed: The status of the event, or the value of the figure with its unit.
-- claimant: Name of the one who claims it in the article; null where the article does.
-- words: The exact words.
-- is_copy: Whether the article repeats another one.
SELECT
    m.event_id AS claim_id,
    'event' AS kind,
    m.happening_id AS subject_id,
    concat_ws('/', m.deed_type, m.event_mode) AS what,
    m.status AS claimed,
    s.name AS claimant,
    m.source_name,
    m.published_on,
    m.text AS words,
    m.is_copy,
    m.document_id,
    m.sentence_no,
    m.char_start,
    m.char_end
FROM happening_members AS m
LEFT JOIN actors AS s ON s.actor_id = m.speaker_id
UNION ALL
SELECT
    f.figure_id,
    'figure',
    coalesce(e.happening_id, f.indicator_id),
    f.item,
    concat_ws(' ', f.value, f.unit),
    s.name,
    {source_name},
    d.published_on,
    f.text,
    d.duplicate_of IS NOT NULL,
    f.document_id,
    f.sentence_no,
    f.char_start,
    f.char_end
FROM figures AS f
JOIN documents AS d USING (document_id)
LEFT JOIN events AS e ON e.event_id = f.event_id
LEFT JOIN actors AS s ON s.actor_id = f.speaker_id
WHERE f.item IS NOT NULL
