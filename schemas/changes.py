"""Table changes: which documents came, changed and went, release by release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from schemas.declaration import Between, Key, table

# Added: not in the release before. Revised: loaded again, as content, program or a correction changed.
# Relinked: only its ties to other documents changed (actor, story, happening). Retracted: gone.
ChangeKind = Literal["added", "revised", "relinked", "retracted"]


@table("changes", scope="operations")
@dataclass(frozen=True, slots=True)
class Change:
    """One row per document and release that added, revised, relinked or retracted it."""

    release_no: Annotated[int, "Release that shows the change first.", Key(), Between(0, None)]
    document_id: Annotated[str, "Document.", Key()]
    change: Annotated[
        ChangeKind,
        "What it was against the release before; relinked: only its ties to other documents changed.",
    ]
    revision: Annotated[int | None, "Revision that the release shows; null when retracted.", Between(1, None)]
    published_on: Annotated[date | None, "Publication date; when retracted, the last one known."]
    released_at: Annotated[datetime, "When the release was made (UTC)."]
