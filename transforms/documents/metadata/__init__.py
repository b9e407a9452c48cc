"""What documents say about themselves: dates, authors, agencies, titles, language."""
