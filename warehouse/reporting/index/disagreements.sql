-- What independent sources say differently of a real event that the articles of the report tell.
SELECT d.happening_id, d.about, d.item, d.one_says, d.one_source, d.one_on, d.one_words, d.other_says, d.other_source,
    d.other_on, d.other_words, d.stands
FROM disagreements AS d
WHERE d.happening_id IN (SELECT e.happening_id FROM events AS e JOIN newest USING (document_id) WHERE e.is_sure)
ORDER BY d.happening_id, d.about, d.item, d.one_on DESC NULLS LAST, d.one_source, d.other_source, d.one_words, d.other_words
