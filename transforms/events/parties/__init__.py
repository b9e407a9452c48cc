"""Who takes part and where: words that the reader marks, grounded in the actors of the document."""
