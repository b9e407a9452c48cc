"""Prefect's server, where the user has none of their own."""
