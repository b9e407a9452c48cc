"""Conditions under which a rule of the grammar holds (`needs:`)."""
