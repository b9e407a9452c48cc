-- Month by month, how many conflicts and how much cooperation between which countries?
SELECT date_trunc('month', date_start)::DATE AS month, source_country_code, target_country_code,
    count(DISTINCT event_group_id) FILTER (quad_class <= 2) AS cooperation_count,
    count(DISTINCT event_group_id) FILTER (quad_class >= 3) AS conflict_count,
    round(avg(intensity), 2) AS mean_intensity
FROM event_dyads
WHERE status = 'actual' AND date_start IS NOT NULL AND NOT is_copy
    AND source_country_code <> target_country_code
    AND (NOT is_mutual OR source_country_code < target_country_code)
GROUP BY ALL
ORDER BY month, source_country_code, target_country_code
