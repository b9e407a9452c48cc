-- What the release holds; of events and figures what its lists show: sure events, and figures that are no minor ones.
SELECT
    (SELECT count(*) FROM documents) AS documents,
    (SELECT count(DISTINCT story_id) FROM documents) AS stories,
    (SELECT count(*) FROM events WHERE is_sure) AS events,
    (SELECT count(*) FROM figures WHERE NOT coalesce(is_minor, FALSE)) AS figures,
    (SELECT count(*) FROM actors) AS actors,
    (SELECT count(*) FROM quotes) AS quotes,
    (SELECT min(published_on) FROM documents) AS oldest_article_on,
    (SELECT max(published_on) FROM documents) AS newest_article_on,
    (SELECT max(loaded_at) FROM documents) AS last_loaded_at
