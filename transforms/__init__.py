"""What: text to rows. Pure functions; no I/O but loading their own data files."""
