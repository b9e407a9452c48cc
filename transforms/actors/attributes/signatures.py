"""Where an agency or a paper only signs a report: in brackets, as the one who was told, after a dash."""

from __future__ import annotations

from transforms.actors.name_spans import NameSpan
from transforms.actors.words import Words

BRACKETS = {"(": ")", "[": "]"}
DASHES = frozenset({"-", "–", "—"})


def is_signature(words: Words, span: NameSpan) -> bool:
    """Whether a name stands where the source of a report is told, and does and says nothing itself."""
    before = words.text[span.first - 1] if span.first else ""
    after = words.text[span.last] if span.last < len(words) else ""
    if before in BRACKETS and (after == BRACKETS[before] or after in {"/", "-"}):
        return True
    head = span.last - 1
    verb = words.head[head]
    if words.dep[head] in {"dobj", "dative"} and words.lemma[verb] == "tell":
        return True
    is_last = span.last >= len(words) or words.sentence[span.last] != words.sentence[span.first]
    return before in DASHES and is_last
