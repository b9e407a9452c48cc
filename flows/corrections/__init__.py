"""A user's corrections of events: what became of them, and what the reader may learn from them."""
