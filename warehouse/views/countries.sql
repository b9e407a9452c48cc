-- One row per country: state, territory or former state.
-- from: events
-- country_code: ISO 3166 alpha-3, as the tables hold it.
-- name: English short name.
-- alpha2: ISO 3166 alpha-2; null for former states.
-- numeric_code: ISO 3166 numeric, three digits; null where there is none.
-- region: The continent.
-- status: state, territory, partial (recognised by some) or former.
-- latitude: Degrees north of the capital.
-- longitude: Degrees east of the capital.
SELECT country_code, name, alpha2, numeric_code, region, status, latitude, longitude
FROM (VALUES
    {countries}
) AS countries (country_code, name, alpha2, numeric_code, region, status, latitude, longitude)
