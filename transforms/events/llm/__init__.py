"""What an optional language model is asked about events, and how its answer is read."""
