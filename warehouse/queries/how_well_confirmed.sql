-- How many independent sources tell each thing, who told it first, and who tells it otherwise?
SELECT kind, what, who, day, period_start, claimed, source_count, sources, first_source, first_on, confirmed_on,
    against_count, against_sources, against_claims
FROM corroboration
ORDER BY source_count DESC, against_count DESC, first_on DESC NULLS LAST, subject_id, claimed
