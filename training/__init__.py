"""What the reader of events learns from, and how it is trained. Not installed with the package."""
