"""Places that hold files under names: folders, and object storage behind the same verbs."""
