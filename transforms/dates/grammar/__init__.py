"""The grammar of time expressions: rules and words, tokens, and the scan of a text."""
