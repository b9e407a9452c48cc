-- One row per series of figures that mean the same: what is measured, of whom, in which unit.
-- from: figures
-- party: Name of the actor whose series it is.
-- partner: Name of the other party.
-- wordings: Phrases with which articles name it, joined by |, the most frequent first.
-- point_count: Figures; what copies of an article repeat counts once.
-- value_count: Distinct values.
-- source_count: Independent sources.
-- first_said_on: First article that has a point.
-- last_said_on: Last article that has a point.
-- newest_value: The value of the latest period, as last said.
-- newest_words: Its words.
WITH points AS (
    SELECT * FROM figure_points
    QUALIFY row_number() OVER (PARTITION BY indicator_id, story_id, words, period_start ORDER BY is_copy, figure_id) = 1
),
wordings AS (
    SELECT indicator_id, lower(item) AS item, count(*) AS times FROM points GROUP BY ALL
),
named AS (
    SELECT indicator_id, string_agg(item, '|' ORDER BY times DESC, item) AS wordings FROM wordings GROUP BY indicator_id
)
SELECT
    p.indicator_id,
    mode(p.measure ORDER BY p.measure) AS measure,
    mode(p.measure_kind ORDER BY p.measure_kind) AS measure_kind,
    mode(p.party ORDER BY p.party) AS party,
    mode(p.partner ORDER BY p.partner) AS partner,
    mode(p.unit ORDER BY p.unit) AS unit,
    mode(p.dimension ORDER BY p.dimension) AS dimension,
    mode(p.per_unit ORDER BY p.per_unit) AS per_unit,
    mode(p.place_country_code ORDER BY p.place_country_code) AS place_country_code,
    n.wordings,
    count(*) AS point_count,
    count(DISTINCT p.signed_value) AS value_count,
    count(DISTINCT p.source_name) AS source_count,
    min(p.said_on) AS first_said_on,
    max(p.said_on) AS last_said_on,
    arg_max(p.signed_value, (coalesce(p.period_end, p.said_on, DATE '0001-01-01'), p.said_on, p.figure_id))
        FILTER (p.said_as IN ('actual', 'preliminary', 'revised', 'estimate') AND p.corrected_value IS NULL) AS newest_value,
    arg_max(p.words, (coalesce(p.period_end, p.said_on, DATE '0001-01-01'), p.said_on, p.figure_id))
        FILTER (p.said_as IN ('actual', 'preliminary', 'revised', 'estimate') AND p.corrected_value IS NULL) AS newest_words,
    mode(p.party_id ORDER BY p.party_id) AS party_id,
    mode(p.partner_id ORDER BY p.partner_id) AS partner_id
FROM points AS p
JOIN named AS n USING (indicator_id)
GROUP BY p.indicator_id, n.wordings
