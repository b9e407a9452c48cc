"""Train and judge the ranker of pronouns (transforms/actors/pronouns)."""
