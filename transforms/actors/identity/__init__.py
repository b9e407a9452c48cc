"""The same actor across documents, and a user's corrections of it."""
