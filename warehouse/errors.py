"""Errors that several modules of the warehouse raise."""


class SchemaVersionError(RuntimeError):
    """The warehouse can't be brought to the schema of this program."""


class WarehouseLockedError(TimeoutError):
    """Another process kept the warehouse for longer than we were willing to wait."""


class LakeError(RuntimeError):
    """A lake can't be reached or used; the message says why, without any password."""


class LakeMissingError(LakeError):
    """There is no lake at that address."""
