"""Mentions without a name: institutions, descriptions, offices, pronouns."""
