"""Train and judge the judge of types of names (transforms/actors/names/type_judge.py)."""
