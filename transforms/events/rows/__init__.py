"""Readings to rows: clause, date, grounding, and groups of mentions of one event."""
