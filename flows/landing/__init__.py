"""What comes in: sources to the raw store, and the plan of what is left to do."""
