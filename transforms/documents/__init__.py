"""Documents: raw bytes to clean text, blocks and metadata."""
