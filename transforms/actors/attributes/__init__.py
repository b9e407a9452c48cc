"""What a text says of an actor: whose it is, and its roles."""
