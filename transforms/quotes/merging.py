"""From overlapping finds to one row a stretch of speech.

Conventions: words in marks inside a reported clause belong to that clause (mixed speech, one row, not
direct); a clause that is nothing but words in marks is direct; every stretch of an interrupted quotation
("...," he said, "...") is a row, without the narration; what is reported of one speaker in one sentence
under one cue is one row.
"""

from __future__ import annotations

from dataclasses import replace

from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.stretch import Stretch

# What the outer speaker must have said before an inner one, in characters, to count.
MIN_OUTER = 20
# A clause of quoted words may hold so many other words: marks and an article.
MAX_OUTSIDE = 2


def merge_stretches(parsed: ParsedDocument, direct: list[Stretch], reported: list[Stretch]) -> list[Stretch]:
    """Join what belongs together; the result is in text order and free of overlaps."""
    merged = list(direct)
    for stretch in reported:
        _absorb(parsed, merged, stretch)
    tidy = [_end_at_clause(parsed, s) for s in merged]
    return _join_neighbours(parsed, sorted(tidy, key=lambda s: (s.start, s.end)))


def _end_at_clause(parsed: ParsedDocument, stretch: Stretch) -> Stretch:
    """Cut the cue of an inner speaker ("..., with Y telling reporters that") off the end of a stretch."""
    words = parsed.slice(stretch.start, stretch.end)
    kept = words.rstrip(" ,;")
    opens = words.endswith("“") or (words.endswith('"') and words.count('"') % 2 == 1)
    if words != kept or words.endswith(" that") or opens:
        comma = kept.rfind(",")
        kept = kept[:comma] if comma >= MIN_OUTER else kept.removesuffix(" that").rstrip(' ,;“"')
    end = stretch.start + len(kept)
    if not stretch.direct and kept.count("“") > kept.count("”") and parsed.slice(end, end + 1) == "”":
        end += 1
    return replace(stretch, end=end)


def _absorb(parsed: ParsedDocument, merged: list[Stretch], stretch: Stretch) -> None:
    """Add a reported stretch, joined with the quotations in it; of nested reports the inner one stays."""
    overlapping = [s for s in merged if s.start < stretch.end and stretch.start < s.end]
    if not overlapping:
        merged.append(stretch)
        return
    direct = [s for s in overlapping if s.direct]
    if any(s.start - 2 <= stretch.start and stretch.end <= s.end + 2 for s in direct):
        return
    if not direct:
        merged[:] = [s for s in merged if s not in overlapping]
        merged.extend(_settle_nested([stretch, *overlapping]))
        return
    if _is_all_quoted(parsed, stretch, direct):
        for s in direct:
            if s.speaker.entity_key is None:
                merged[merged.index(s)] = replace(s, speaker=stretch.speaker)
        return
    start = min(stretch.start, *(s.start for s in overlapping))
    end = max(stretch.end, *(s.end for s in overlapping))
    same_cue = any(s.cue_at == stretch.cue_at for s in direct)
    sure = stretch if same_cue else max([stretch, *overlapping], key=lambda s: s.speaker.confidence)
    whole = replace(stretch, start=start, end=end, direct=False, speaker=sure.speaker)
    merged[:] = [s for s in merged if s not in overlapping]
    merged.append(whole)


def _is_all_quoted(parsed: ParsedDocument, reported: Stretch, direct: list[Stretch]) -> bool:
    """Whether a reported clause is nothing but quotations and the cue clauses between them."""
    if any(s.group_start >= 0 for s in direct):
        return True
    if reported.cue_at is not None and reported.start <= reported.cue_at < reported.end:
        return True
    outside = [
        c
        for at, c in enumerate(parsed.slice(reported.start, reported.end), reported.start)
        if not any(s.start <= at < s.end for s in direct)
    ]
    return len("".join(outside).split()) <= MAX_OUTSIDE and not any(c.isdigit() for c in outside)


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
    """Join what is reported of one speaker in one sentence."""
    joined: list[Stretch] = []
    for stretch in stretches:
        last = joined[-1] if joined else None
        if (
            last is not None
            and stretch.speaker.entity_key is not None
            and last.speaker.entity_key == stretch.speaker.entity_key
            and not (last.direct or stretch.direct)
            and parsed.sentence_no_at(max(last.start, last.end - 1)) == parsed.sentence_no_at(stretch.start)
        ):
            joined[-1] = replace(last, end=max(last.end, stretch.end))
        elif last is None or stretch.start >= last.end:
            joined.append(stretch)
    return joined
