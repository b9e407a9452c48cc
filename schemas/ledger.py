"""Tables ledger and publications: what was loaded, so that a run knows what is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from schemas.declaration import Between, Key, Pattern, table


@table("ledger", scope="operations")
@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row per document that was published: from which content, with what settings, by which version."""

    source: Annotated[str, "Source.", Key()]
    uri: Annotated[str, "Document.", Key()]
    document_id: Annotated[str, "Document."]
    raw_sha256: Annotated[str, "SHA-256 of the raw bytes in the raw store.", Pattern("[0-9a-f]{64}")]
    settings_sha256: Annotated[
        str, "SHA-256 of what else decides the rows: boilerplate policy and the source's metadata."
    ]
    extractor_version: Annotated[str, "Version of rules and model that made the rows."]
    revision: Annotated[int, "Changes of the content so far, from 1.", Between(1, None)]
    run_id: Annotated[str, "Run that published it."]
    processed_at: Annotated[datetime, "When (UTC)."]
    metadata: Annotated[str, "What the source says about the document, JSON; needed to process it again."]
    corrections_sha256: Annotated[
        str | None, "SHA-256 of the user's lines of event corrections that were applied; null without any."
    ] = None
    corrections_outcome: Annotated[
        str | None, "What became of each of these lines, JSON: the sentence corrected, or why nothing was."
    ] = None


@table("publications", scope="operations")
@dataclass(frozen=True, slots=True)
class Publication:
    """One row per transaction that changed the published tables."""

    publication_no: Annotated[int, "Counts up from 1.", Key(), Between(1, None)]
    run_id: Annotated[str, "Run."]
    document_count: Annotated[int, "Documents that were replaced.", Between(0, None)]
    row_count: Annotated[int, "Rows that were inserted.", Between(0, None)]
    published_at: Annotated[datetime, "When (UTC)."]
