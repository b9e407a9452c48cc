"""Table quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from schemas.declaration import ActorReference, Between, Key, NotBefore, References, table

QuoteChannel = Literal[
    "statement", "interview", "press_conference", "social_media", "document", "court", "other"
]


@table("quotes", scope="document", is_by_month=True)
@dataclass(frozen=True, slots=True)
class Quote:
    """One row per stretch of quoted or reported speech.

    An interrupted quotation ("...," he said, "...") is a row per stretch, without the narration between.
    """

    quote_id: Annotated[str, "Stable hash of document and span.", Key()]
    document_id: Annotated[str, "Document.", References("documents", "document_id")]
    quote_group_id: Annotated[str, "The quotation it is a stretch of: `quote_id` of the first stretch."]
    sentence_no: Annotated[int, "Sentence in which it starts.", Between(0, None)]
    char_start: Annotated[int, "Start in `documents.text`.", Between(0, None)]
    char_end: Annotated[int, "End in `documents.text`, exclusive.", NotBefore("char_start")]
    text: Annotated[str, "The quoted or reported content, an exact slice without the marks."]
    direct: Annotated[bool, "In quotation marks (true) or reported (false)."]
    speaker_id: Annotated[str | None, "Who says it; null rather than wrong.", ActorReference()]
    speaker_mention_id: Annotated[
        str | None, "The words that name the speaker.", References("mentions", "mention_id")
    ]
    cue: Annotated[str | None, "The word of saying: `said`, `according to`."]
    channel: Annotated[QuoteChannel | None, "Where it was said; null where the text doesn't say."]
    confidence: Annotated[float, "Probability that span and speaker are right.", Between(0, 1)]
    method: Annotated[str, "Rule that found it."]
