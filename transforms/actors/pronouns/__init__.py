"""Whom the pronouns of the third person mean: a trained ranker over the actors and people of a document."""
