"""Which quantities are figures, and what they are anchored to."""
