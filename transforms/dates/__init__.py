"""Dates: TIMEX3 expressions found and resolved."""
