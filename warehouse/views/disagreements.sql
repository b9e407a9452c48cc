-- One row per pair of independent sources that say different things of one happening, the later one first.
-- from: events
-- about: What they differ in: status, day, or the number of the item named in `item`.
-- item: What the numbers count; null for status and day.
-- one_says: What the later report says.
-- one_source: Who says it.
-- one_on: When.
-- one_words: The exact words.
-- other_says: What the earlier report says.
-- other_source: Who says that.
-- other_on: When.
-- other_words: The exact words.
WITH said AS (
    SELECT happening_id, 'status' AS about, NULL AS item, status AS says, source_name, published_on, text, event_id AS id
    FROM happening_members
    WHERE NOT is_copy AND status IN ('actual', 'denied')
    UNION ALL
    SELECT happening_id, 'day', NULL, strftime(day, '%Y-%m-%d'), source_name, published_on, text, event_id
    FROM happening_members
    WHERE NOT is_copy AND day IS NOT NULL
    UNION ALL
    SELECT m.happening_id, 'number', lower(f.item), concat_ws(' ', f.value, f.unit), m.source_name, m.published_on,
        f.text, f.figure_id
    FROM figures AS f JOIN happening_members AS m USING (event_id)
    WHERE NOT m.is_copy AND f.item IS NOT NULL AND f.change IS NULL
),
latest AS (
    SELECT * FROM said
    QUALIFY row_number() OVER (
        PARTITION BY happening_id, about, item, source_name ORDER BY published_on DESC NULLS LAST, id
    ) = 1
)
SELECT
    one.happening_id,
    one.about,
    one.item,
    one.says AS one_says,
    one.source_name AS one_source,
    one.published_on AS one_on,
    one.text AS one_words,
    other.says AS other_says,
    other.source_name AS other_source,
    other.published_on AS other_on,
    other.text AS other_words
FROM latest AS one
JOIN latest AS other ON other.happening_id = one.happening_id AND other.about = one.about
    AND other.item IS NOT DISTINCT FROM one.item AND other.says <> one.says
    AND other.source_name <> one.source_name
WHERE (one.published_on, one.id) > (other.published_on, other.id)
