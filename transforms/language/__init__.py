"""The language model and the parsed document that every extractor reads."""
