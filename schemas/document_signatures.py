"""Table document_signatures: what finds copies of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from schemas.declaration import Key, Pattern, References, table


@table("document_signatures", scope="internal")
@dataclass(frozen=True, slots=True)
class DocumentSignature:
    """One row per document: hashes of its text, for exact and near duplicates."""

    document_id: Annotated[str, "Document.", Key(), References("documents", "document_id")]
    text_sha256: Annotated[str, "SHA-256 of the normalised text.", Pattern("[0-9a-f]{64}")]
    shingle_count: Annotated[int, "Distinct word shingles of the text."]
    bands: Annotated[tuple[str, ...], "Hashes of MinHash bands; documents that share one are candidates."]
    minhash: Annotated[tuple[int, ...], "MinHash signature, to estimate how much two texts share."]
