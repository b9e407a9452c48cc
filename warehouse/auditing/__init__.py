"""Checks of staged batches: rows, references, volume."""
