-- What the release holds.
SELECT
    (SELECT count(*) FROM documents) AS documents,
    (SELECT count(DISTINCT story_id) FROM documents) AS stories,
    (SELECT count(*) FROM events) AS events,
    (SELECT count(*) FROM figures) AS figures,
    (SELECT count(*) FROM actors) AS actors,
    (SELECT count(*) FROM quotes) AS quotes,
    (SELECT min(published_on) FROM documents) AS oldest_article_on,
    (SELECT max(published_on) FROM documents) AS newest_article_on,
    (SELECT max(loaded_at) FROM documents) AS last_loaded_at
