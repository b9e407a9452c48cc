"""Table sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from schemas.declaration import Between, Key, NotBefore, References, table


@table("sentences", scope="document", is_by_month=True)
@dataclass(frozen=True, slots=True)
class Sentence:
    """One row per sentence of a document's text."""

    document_id: Annotated[str, "Document.", Key(), References("documents", "document_id")]
    sentence_no: Annotated[int, "Position in the document, from 0.", Key(), Between(0, None)]
    char_start: Annotated[int, "Start in `documents.text`.", Between(0, None)]
    char_end: Annotated[int, "End in `documents.text`, exclusive.", NotBefore("char_start")]
    text: Annotated[str, "The sentence, an exact slice."]
