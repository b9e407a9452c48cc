"""How a text is read: what every row of it comes from, and what was left out and why."""
