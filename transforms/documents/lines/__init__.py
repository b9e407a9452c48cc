"""Lines of any document: their shapes, the rules for them, and the verdict on each."""
