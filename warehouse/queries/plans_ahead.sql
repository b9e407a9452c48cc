-- What is due, by whom, since when is it known, did it slip, and was it done?
SELECT kind, what, who, due_start, due_end, first_due_start, slipped_days, due_history, known_since, state, done_on,
    sources, words
FROM plans_ahead
ORDER BY due_start NULLS LAST, known_since, subject_id, words
