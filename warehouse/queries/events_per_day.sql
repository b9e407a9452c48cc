-- How many events of each type per day, each counted once?
SELECT day, event_type, event_count, story_count, document_count, mean_intensity
FROM daily_event_counts
WHERE status = 'actual'
ORDER BY day, event_type
