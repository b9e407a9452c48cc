-- One row per type of event, and per mode of a type, with its numbers and what it means.
-- from: events
-- event_type: PLOVER type.
-- event_mode: Mode of the type; null in the row of the type itself.
-- intensity: PLOVER score, -10 to +10.
-- planned_type: The PLOVER type of the deed while it is still to come.
-- meaning: What it means, in words.
-- example: An invented sentence that is coded so.
SELECT event_type, event_mode, quad_class, cameo_root, intensity, planned_type, meaning, example
FROM (VALUES
    {event_types}
) AS types (event_type, event_mode, quad_class, cameo_root, intensity, planned_type, meaning, example)
