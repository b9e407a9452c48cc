"""HTML pages: their lines, their article, their metadata."""
