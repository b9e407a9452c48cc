"""What a time expression is read against: its sentence's tense, the order of days, the period before."""
