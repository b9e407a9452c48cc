"""The contract: every table declared once, one file a table."""
