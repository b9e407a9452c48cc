"""Readers of the data files that hold words and rules."""
