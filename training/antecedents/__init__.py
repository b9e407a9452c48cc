"""Teaching of the ranker of pronouns that are parties of events."""
