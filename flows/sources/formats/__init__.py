"""One module a kind of file: how its documents are read."""
