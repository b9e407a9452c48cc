"""Blocks before they have a place in the clean text, and how they become text and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.blocks import Block, BlockKind


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """A line or block of the raw text with the verdict on it.

    `text` is what enters the clean text when kept (already repaired, one line). `raw_start` and
    `raw_end` are offsets into the decoded raw text; None where the text does not stand there as it is.
    """

    text: str
    kind: BlockKind
    is_kept: bool
    reason: str
    score: float | None = None
    raw_start: int | None = None
    raw_end: int | None = None


def assemble_blocks(
    document_id: str, drafts: Sequence[BlockDraft], speakers: Sequence[str | None] = ()
) -> tuple[str, tuple[Block, ...]]:
    """Join the kept drafts with one newline each and number all of them as rows.

    `speakers` tells for each kept draft who says it, in a transcript.

    Returns:
        The clean text, and one Block per draft whose offsets slice that text exactly.
    """
    said = iter(speakers)
    pieces: list[str] = []
    rows: list[Block] = []
    position = 0
    for number, draft in enumerate(drafts):
        text = " ".join(draft.text.split()) if draft.is_kept else draft.text.strip()
        is_kept = draft.is_kept and bool(text)
        start = end = None
        if is_kept:
            start, end = position, position + len(text)
            position = end + 1
            pieces.append(text)
        rows.append(
            Block(
                document_id=document_id,
                block_no=number,
                kind=draft.kind,
                is_kept=is_kept,
                reason=draft.reason,
                score=draft.score,
                speaker=next(said, None) if draft.is_kept else None,
                text=text,
                raw_start=draft.raw_start,
                raw_end=draft.raw_end,
                char_start=start,
                char_end=end,
            )
        )
    return "\n".join(pieces), tuple(rows)
