"""Verb forms that the model's lemmatizer takes for those of a shorter verb: "hoped" is no form of "hop"."""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language

# A short verb in one consonant doubles it ("hopped", "planning"), so that "hoped" belongs to "hope".
DOUBLING = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
ENDINGS = ("ed", "ing", "es")


def add_undoubled_forms(nlp: Language) -> None:
    """Teach the rule lemmatizer "hoped", "fined", "rating"; models without one stay as they are."""
    if not nlp.has_pipe("lemmatizer"):
        return
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_rules") or not lookups.has_table("lemma_index"):
        return
    verbs = set(lookups.get_table("lemma_index")["verb"])
    rules: Any = lookups.get_table("lemma_rules")["verb"]
    # Of the rules that make a known verb the last one counts.
    for verb in sorted(verbs):
        if f"{verb}e" in verbs and DOUBLING.fullmatch(verb):
            rules += [[f"{verb}{ending}", f"{verb}e"] for ending in ENDINGS]
