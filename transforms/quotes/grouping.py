"""Which stretches belong to one quotation: "...," he said, "..." and speech over several paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.language.parsed_document import ParsedDocument
from transforms.quotes.locate import QuotedTokens
from transforms.quotes.stretch import ALONE, FRAGMENT, Stretch

# The longest narration between two stretches of a quotation, in characters.
MAX_INTERRUPTION = 160
UNATTRIBUTED = frozenset({ALONE, FRAGMENT, "quote.title", "quote.continued", "quote.scene"})


def find_group(parsed: ParsedDocument, last: Stretch, stretch: Stretch, quoted: QuotedTokens) -> int | None:
    """Where the quotation starts that a stretch goes on with; None for one that begins a quotation.

    A stretch goes on with the last one where its paragraph does, and where nothing but the cue clause of
    the last one stands between the two.
    """
    start = last.group_start if last.group_start >= 0 else last.start
    if quoted.marks.continues:
        return start
    between = parsed.text[last.end : stretch.start]
    if last.method != "quote.cue_after" and last.group_start < 0:
        return None
    if "\n" in between or len(between) > MAX_INTERRUPTION or last.cue_at is None or last.cue_at < last.end:
        return None
    narration = between.strip(" ,.!?\"'“”‘’«»")
    closing = between.rstrip(" \"'“‘«")[-1:]
    if not any(t.is_alpha for t in quoted.before):
        is_other = stretch.method == "quote.scene" and not _may_be_same(last, stretch)
        return start if closing == "." and stretch.method in UNATTRIBUTED and not is_other else None
    if closing == "." or narration.count(". ") or not _may_be_same(last, stretch):
        return None
    own = stretch.method == "quote.cue_before" and stretch.cue_at != last.cue_at
    return None if own else start


def settle_groups(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, those of a quotation with its speaker where their own clause names none."""
    known = {
        s.group_start: s.speaker
        for s in reversed(stretches)
        if s.group_start >= 0 and s.speaker.entity_key and s.method != "quote.continued"
    }
    out = []
    for s in stretches:
        speaker = known.get(s.group_start)
        is_open = s.group_start >= 0 and (s.speaker.entity_key is None or s.method == "quote.continued")
        if speaker is not None and is_open:
            s = replace(s, speaker=speaker, method="quote.interrupted")
        out.append(s)
    return out


def _may_be_same(last: Stretch, stretch: Stretch) -> bool:
    keys = {last.speaker.entity_key, stretch.speaker.entity_key} - {None}
    return len(keys) < 2
