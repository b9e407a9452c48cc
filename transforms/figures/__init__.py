"""Figures: every number with unit, item, period and change."""
