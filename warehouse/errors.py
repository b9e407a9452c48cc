"""Errors that several modules of the warehouse raise."""


class SchemaVersionError(RuntimeError):
    """The warehouse can't be brought to the schema of this program."""
