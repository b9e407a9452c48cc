-- One row per code of events and actors: what it means, with an example.
-- from: events
-- kind: type, mode, status, context or sector.
-- code: The code as the tables hold it.
-- event_type: The type that a mode belongs to; null for other codes.
-- meaning: What it means, in words.
-- example: An invented sentence that is coded so.
SELECT kind, code, event_type, meaning, example
FROM (VALUES
    {codes}
) AS codes (kind, code, event_type, meaning, example)
