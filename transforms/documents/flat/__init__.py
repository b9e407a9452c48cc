"""Flat text: its article, and what it says about itself."""
