"""Where documents come from: files, records, web pages and feeds."""
