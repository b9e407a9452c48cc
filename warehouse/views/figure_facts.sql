-- One row per figure that is no mere pointer ("the two countries"), with its article, its sentence, whose figure it is and who states it.
-- from: figures, documents
-- whose: Name of the actor whose figure it is.
-- day: The day that it is about; null where it is about a longer time or none is told.
-- speaker: Name of the actor who claims it; null when the article does.
-- figure: The number with unit and comparator as it stands in the text.
-- sentence: The sentence around it.
-- event_type: PLOVER type of the event that it belongs to.
-- event_trigger: The word that names this event.
-- is_copy: Whether the article repeats another one: leave such rows out to count reports once.
SELECT
    f.figure_id,
    f.item,
    f.item_confidence,
    f.text AS figure,
    f.value,
    f.value_high,
    f.comparator,
    f.unit,
    f.dimension,
    f.base_value,
    f.base_value_high,
    f.base_unit,
    f.per_unit,
    f.change,
    f.period_start,
    f.period_end,
    f.period_text,
    if(f.period_start = f.period_end, f.period_start, NULL) AS day,
    f.compared_start,
    f.compared_end,
    whose.name AS whose,
    f.place_country_code,
    f.indicator_id,
    f.measure,
    f.measure_kind,
    f.due_start,
    f.due_end,
    speaker.name AS speaker,
    f.status,
    f.basis,
    e.event_type,
    e.trigger AS event_trigger,
    s.text AS sentence,
    f.confidence,
    f.method,
    d.title,
    d.publisher,
    d.agency,
    d.published_on,
    d.uri,
    d.story_id,
    d.duplicate_of IS NOT NULL AS is_copy,
    f.actor_id,
    f.speaker_id,
    f.event_id,
    f.document_id,
    f.sentence_no,
    f.char_start,
    f.char_end
FROM figures AS f
JOIN documents AS d USING (document_id)
LEFT JOIN sentences AS s USING (document_id, sentence_no)
LEFT JOIN actors AS whose ON whose.actor_id = f.actor_id
LEFT JOIN actors AS speaker ON speaker.actor_id = f.speaker_id
LEFT JOIN events AS e ON e.document_id = f.document_id AND e.event_id = f.event_id
WHERE NOT coalesce(f.is_minor, FALSE)
