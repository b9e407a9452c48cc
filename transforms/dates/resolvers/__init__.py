"""From the parts of an expression to days: one resolver a kind."""
