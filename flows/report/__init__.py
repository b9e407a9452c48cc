"""The report: static pages that open from the file system, written beside each release."""
