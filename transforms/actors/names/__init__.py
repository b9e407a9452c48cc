"""Names of actors in a text: found, bounded, typed, and told from what is no name."""
