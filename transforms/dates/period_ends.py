"""Time expressions that mean the last day of their period: "the end of June", "year-end", "end-June"."""

from __future__ import annotations

import re

_END_OF = re.compile(r"\bend\s+of\b|\byear-end\b|\bend-[A-Z]", re.IGNORECASE)


def names_period_end(text: str) -> bool:
    """Whether a time expression says that the end of its period is meant."""
    return _END_OF.search(text) is not None
