"""Repairs of damaged text that keep the way back to the raw text."""
