"""From overlapping finds to one row a stretch of speech.

Conventions: words in marks inside a reported clause belong to that clause (mixed speech, one row,
direct when the marks hold most of it); an interrupted quotation ("...," he said, "...") is one row;
what one speaker says in one sentence under one cue is one row.
"""

from __future__ import annotations

from dataclasses import replace

from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.stretch import Stretch

# The longest cue clause between the two parts of an interrupted quotation, in characters.
MAX_INTERRUPTION = 90
# What the outer speaker must have said before an inner one, in characters, to count.
MIN_OUTER = 20


def merge_stretches(parsed: ParsedDocument, direct: list[Stretch], reported: list[Stretch]) -> list[Stretch]:
    """Join what belongs together; the result is in text order and free of overlaps."""
    joined = _join_interrupted(parsed, direct)
    merged = list(joined)
    for stretch in reported:
        _absorb(merged, stretch)
    tidy = [_end_at_clause(parsed, s) for s in merged]
    return _join_neighbours(parsed, sorted(tidy, key=lambda s: (s.start, s.end)))


def _end_at_clause(parsed: ParsedDocument, stretch: Stretch) -> Stretch:
    """Cut the cue of an inner speaker ("..., with Y telling reporters that") off the end of a stretch."""
    words = parsed.slice(stretch.start, stretch.end)
    kept = words.rstrip(" ,;")
    if words != kept or words.endswith((" that", "“", '"')):
        comma = kept.rfind(",")
        kept = kept[:comma] if comma >= MIN_OUTER else kept.removesuffix(" that").rstrip(' ,;“"')
    return replace(stretch, end=stretch.start + len(kept))


def _join_interrupted(parsed: ParsedDocument, direct: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for stretch in direct:
        last = joined[-1] if joined else None
        if last is not None and _is_interrupted(parsed, last, stretch):
            joined[-1] = replace(last, end=stretch.end)
        else:
            joined.append(stretch)
    return joined


def _is_interrupted(parsed: ParsedDocument, first: Stretch, second: Stretch) -> bool:
    """Whether only the first one's cue clause stands between two quotations."""
    between = parsed.text[first.end : second.start]
    if "\n" in between or len(between) > MAX_INTERRUPTION or first.method != "quote.cue_after":
        return False
    same = second.speaker.entity_key in (None, first.speaker.entity_key)
    own_cue = second.method == "quote.cue_after"
    return same and not own_cue and between.count(".") <= 1


def _absorb(merged: list[Stretch], stretch: Stretch) -> None:
    """Add a reported stretch, joined with the quotations in it; of nested reports the inner one stays."""
    overlapping = [s for s in merged if s.start < stretch.end and stretch.start < s.end]
    if not overlapping:
        merged.append(stretch)
        return
    inside_quotation = any(
        s.direct and s.start - 2 <= stretch.start and stretch.end <= s.end + 2 for s in overlapping
    )
    if inside_quotation:
        return
    if not any(s.direct for s in overlapping):
        merged[:] = [s for s in merged if s not in overlapping]
        merged.extend(_settle_nested([stretch, *overlapping]))
        return
    quoted = sum(s.end - s.start for s in overlapping if s.direct)
    start = min(stretch.start, *(s.start for s in overlapping))
    end = max(stretch.end, *(s.end for s in overlapping))
    sure = max([stretch, *overlapping], key=lambda s: s.speaker.confidence)
    whole = replace(stretch, start=start, end=end, direct=quoted > 0.6 * (end - start), speaker=sure.speaker)
    merged[:] = [s for s in merged if s not in overlapping]
    merged.append(whole)


def _settle_nested(nested: list[Stretch]) -> list[Stretch]:
    """Reports within reports: one speaker's are joined; of two speakers the inner one keeps its words.

    What the outer speaker says before it stays the outer one's ("X said A, with Y telling B").
    """
    known = [s for s in nested if s.speaker.entity_key] or nested
    inner = min(known, key=lambda s: s.end - s.start)
    outer = max(known, key=lambda s: s.end - s.start)
    if inner.speaker.entity_key == outer.speaker.entity_key:
        return [replace(outer, start=min(s.start for s in known), end=max(s.end for s in known))]
    before = replace(outer, end=inner.start)
    return [before, inner] if before.end - before.start >= MIN_OUTER else [inner]


def _join_neighbours(parsed: ParsedDocument, stretches: list[Stretch]) -> list[Stretch]:
    """Join what one speaker says in one sentence."""
    joined: list[Stretch] = []
    for stretch in stretches:
        last = joined[-1] if joined else None
        if (
            last is not None
            and stretch.speaker.entity_key is not None
            and last.speaker.entity_key == stretch.speaker.entity_key
            and not (last.direct and not stretch.direct and stretch.start >= last.end)
            and parsed.sentence_no_at(max(last.start, last.end - 1)) == parsed.sentence_no_at(stretch.start)
        ):
            joined[-1] = replace(last, end=max(last.end, stretch.end), direct=last.direct and stretch.direct)
        elif last is None or stretch.start >= last.end:
            joined.append(stretch)
    return joined
