"""Raw bytes to text."""
