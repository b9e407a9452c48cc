"""Actors: mentions, document actors, roles, places; identity across documents."""
