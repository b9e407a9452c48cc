"""The version of the installed package."""

from flows.runs.extractor_version import package_version

__version__ = package_version()
