"""Names of one document that stand for the same actor."""
