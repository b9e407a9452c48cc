"""Audited batches to published tables: stories, groups of events and actors across documents."""
