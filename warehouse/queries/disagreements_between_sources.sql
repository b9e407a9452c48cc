-- Where do independent sources say different things of one event or one series?
SELECT h.day, h.deed_type, coalesce(h.actors, i.party) AS actors, h.recipients, d.about, d.item, d.one_says, d.one_source,
    d.other_says, d.other_source, d.one_words, d.other_words
FROM disagreements AS d LEFT JOIN happenings AS h USING (happening_id) LEFT JOIN indicators AS i USING (indicator_id)
ORDER BY d.one_on DESC NULLS LAST, d.happening_id, d.indicator_id, d.about, d.one_source, d.other_source
