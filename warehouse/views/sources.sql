-- One row per independent source: a publisher, an agency whose copy others print, or a configured source that names neither.
-- from: documents
-- source_name: Its name, as `happening_members`, `claims` and `figure_points` hold it.
-- kind: agency, publisher or source.
-- configured_sources: Configured sources that it comes from, joined by |.
-- publishers: Who prints its articles, joined by |.
-- document_count: Articles.
-- copy_count: Articles among them that repeat another one.
-- story_count: Stories that they tell.
-- first_published_on: Day of the first article.
-- last_published_on: Day of the last one.
SELECT
    {source_name} AS source_name,
    CASE WHEN bool_or(agency IS NOT NULL) THEN 'agency' WHEN bool_or(publisher IS NOT NULL) THEN 'publisher' ELSE 'source' END
        AS kind,
    string_agg(DISTINCT source, '|' ORDER BY source) AS configured_sources,
    string_agg(DISTINCT publisher, '|' ORDER BY publisher) AS publishers,
    count(*) AS document_count,
    count(*) FILTER (duplicate_of IS NOT NULL) AS copy_count,
    count(DISTINCT story_id) AS story_count,
    min(published_on) AS first_published_on,
    max(published_on) AS last_published_on
FROM documents AS d
GROUP BY ALL
