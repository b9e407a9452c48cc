"""Table blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from schemas.declaration import Between, Key, NotBefore, References, table

BlockKind = Literal[
    "title", "deck", "byline", "dateline", "body", "heading", "caption", "metadata", "boilerplate"
]


@table("blocks", scope="document", is_by_month=True)
@dataclass(frozen=True, slots=True)
class Block:
    """One row per line or block of the raw text, kept or dropped."""

    document_id: Annotated[str, "Document.", Key(), References("documents", "document_id")]
    block_no: Annotated[int, "Position in the raw text, from 0.", Key(), Between(0, None)]
    kind: Annotated[BlockKind, "What the block is."]
    is_kept: Annotated[bool, "Whether the block is part of `documents.text`."]
    reason: Annotated[str, "Rule or score that decided."]
    score: Annotated[
        float | None, "Probability of being article content, where a model decided.", Between(0, 1)
    ]
    text: Annotated[str, "The block as it stands in the text (kept) or in the raw text (dropped)."]
    raw_start: Annotated[int | None, "Start in the decoded raw text.", Between(0, None)]
    raw_end: Annotated[int | None, "End in the decoded raw text, exclusive.", NotBefore("raw_start")]
    char_start: Annotated[int | None, "Start in `documents.text`; null when dropped.", Between(0, None)]
    char_end: Annotated[
        int | None, "End in `documents.text`, exclusive; null when dropped.", NotBefore("char_start")
    ]
    speaker: Annotated[
        str | None, "Who says it in a transcript, as the label before the turn names them."
    ] = None
