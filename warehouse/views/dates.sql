-- One row per day from the first to the last that an event or an article of the warehouse bears.
-- from: events
-- day: The day.
-- year: Its year.
-- quarter: Quarter of the year, 1 to 4.
-- month: Month of the year, 1 to 12.
-- month_start: First day of its month.
-- iso_year: Year of its ISO week.
-- iso_week: ISO week, 1 to 53.
-- weekday: Day of the week, 1 (Monday) to 7.
-- weekday_name: Its English name.
WITH bounds AS (
    SELECT min(day) AS first_day, max(day) AS last_day
    FROM (
        SELECT date_start AS day FROM events WHERE date_precision = 'day'
        UNION ALL SELECT published_on FROM documents
    )
),
days AS (SELECT unnest(generate_series(first_day, last_day, INTERVAL 1 DAY))::DATE AS day FROM bounds)
SELECT
    day,
    year(day) AS year,
    quarter(day) AS quarter,
    month(day) AS month,
    date_trunc('month', day)::DATE AS month_start,
    isoyear(day) AS iso_year,
    weekofyear(day) AS iso_week,
    isodow(day) AS weekday,
    dayname(day) AS weekday_name
FROM days
