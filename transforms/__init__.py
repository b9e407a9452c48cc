"""What: text to rows. Pure functions; no I/O but loading their own data files."""

from schemas.moved_modules import tell_new_names

tell_new_names()
