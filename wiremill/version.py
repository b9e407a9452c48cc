"""The version of the installed package."""

from flows.workers.extractor_version import package_version

__version__ = package_version()
