"""Namesakes of capitals: "Paris, Texas", "London, Ontario", and their later uses without the region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.actors.name_spans import NameSpan
from transforms.actors.words import Words

REGION_KINDS = frozenset({"country", "region"})


def settle_namesakes(spans: Sequence[NameSpan], words: Words) -> list[NameSpan]:
    """The names, capitals before another state's region or name being no capitals in all of the text."""
    by_first = {s.first: s for s in spans}
    elsewhere: set[str] = set()
    for span in spans:
        if _lies_elsewhere(span, words, by_first):
            elsewhere.add(words.slice(span.first, span.last))
    if not elsewhere:
        return list(spans)
    return [_as_city(s) if words.slice(s.first, s.last) in elsewhere and _is_capital(s) else s for s in spans]


def _lies_elsewhere(span: NameSpan, words: Words, by_first: dict[int, NameSpan]) -> bool:
    """Whether ", <region of another state>" follows a capital's name, closed by a comma or a stop."""
    k = span.last
    if not _is_capital(span) or k + 1 >= len(words) or words.text[k] not in {",", "("}:
        return False
    region = by_first.get(k + 1)
    if region is None or region.entry is None or region.entry.kind not in REGION_KINDS:
        return False
    after = words.text[region.last] if region.last < len(words) else "."
    is_region = region.entry.kind == "region" and words.tag[min(region.last, len(words) - 1)] != "POS"
    closed = is_region or after in {".", ")", ";"}
    home = span.entry.country if span.entry is not None else None
    return closed and region.entry.country not in {None, home}


def _is_capital(span: NameSpan) -> bool:
    return (
        span.entry is not None and span.entry.kind in {"capital", "country"} and span.entry.type == "location"
    )


def _as_city(span: NameSpan) -> NameSpan:
    return replace(span, type="location", label="GPE", entry=None, method="region")
