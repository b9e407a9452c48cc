-- Where do independent sources say different things of one event?
SELECT h.day, h.deed_type, h.actors, h.recipients, d.about, d.item, d.one_says, d.one_source, d.other_says,
    d.other_source, d.one_words, d.other_words
FROM disagreements AS d JOIN happenings AS h USING (happening_id)
ORDER BY d.one_on DESC NULLS LAST, h.happening_id, d.about, d.one_source, d.other_source
