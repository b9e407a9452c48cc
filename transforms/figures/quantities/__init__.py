"""Numbers with what belongs to them: units, currencies, ranges, shares."""
