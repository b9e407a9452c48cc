"""A run from its request to its report, with its stages and its pace; upkeep and retraction."""
