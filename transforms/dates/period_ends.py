"""Time expressions that mean the last day of their period: "the end of June", "year-end", "end-June"."""

from __future__ import annotations

from transforms.lexicon.patterns import load_pattern

_END_OF = load_pattern("dates", "end_of")


def names_period_end(text: str) -> bool:
    """Whether a time expression says that the end of its period is meant."""
    return _END_OF.search(text) is not None
