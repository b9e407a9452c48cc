SELECT day, event_type, quad_class, status, event_count, story_count, mean_intensity
FROM daily_event_counts
