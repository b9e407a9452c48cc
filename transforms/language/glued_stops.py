"""Full stops that the tokenizer leaves on the letter of a scale or unit: "$15m. Losses fell."."""

from __future__ import annotations

import re

from spacy.tokens import Doc

# A number, its letter and a stop before the end, a closing mark or a capital.
_GLUED = re.compile(r"\d[mbktMBKT]\.(?=[\"'”’)\]]*(?:\s+[\"'“‘(\[]*[A-Z]|\s*$))")
_LETTER = re.compile(r"(?:\d[\d.,]*)?[mbktMBKT]\.")


def part_glued_stops(doc: Doc, text: str) -> Doc:
    """Make the stop of a sentence that ends with an amount a token of its own; `text` is that of the doc."""
    stops = {match.end() - 1 for match in _GLUED.finditer(text)}
    glued = [t for t in doc if t.idx + len(t) - 1 in stops and _LETTER.fullmatch(t.text)] if stops else []
    if glued:
        with doc.retokenize() as retokenizer:
            for token in glued:
                retokenizer.split(token, [token.text[:-1], "."], heads=[(token, 0), (token, 0)])
    return doc
