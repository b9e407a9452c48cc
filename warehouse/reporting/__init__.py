"""What the report shows: one SQL file a table of a page, read from a published copy."""
