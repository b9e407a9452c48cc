"""The trained model that tells lines of an article from the lines around it."""
