-- One row per row of `indicator_series`, under the name that it had before; goes with the next release.
-- from: figures, documents
-- indicator: What is measured, in normal words.
-- whose: Name of the actor whose series it is.
-- with_whom: Name of the other party.
-- said_as: actual, preliminary, revised, estimate, forecast, target, plan, demand, hypothetical or denied.
-- series_on: First day of the period, or the first report where the text names no period.
-- is_period_stated: Whether the text says which period the figure is about.
-- period_precision: day, week, month, quarter, half, year or span; null where the text names no whole period.
-- signed_value: The value; below zero where it is the size of a decrease.
-- is_corrected: Whether a source took the value back in a correction notice.
-- story_count: Distinct stories that report the value.
-- source_count: Independent sources that report it.
-- publishers: Who reports it, joined by |: agencies in place of those who print their copy.
-- speakers: Who claims it, where the articles name somebody, joined by |.
-- first_reported_on: First article that reports the value.
-- last_reported_on: Last article that reports the value.
-- status: What it is said to be, with the words of before: actual or planned.
SELECT *, if(said_as IN ('plan', 'forecast', 'target'), 'planned', 'actual') AS status
FROM indicator_series
WHERE said_as NOT IN ('denied', 'demand', 'hypothetical')
