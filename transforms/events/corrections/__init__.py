"""A user's corrections of events: read, aimed, applied, told of, and given on as teaching sentences."""
