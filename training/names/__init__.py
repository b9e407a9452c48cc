"""Train and judge the judge of lone words (transforms/actors/names)."""
