"""Table documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from schemas.declaration import Between, Key, Pattern, table

PublishedPrecision = Literal["time", "day", "month", "year"]
PublishedMethod = Literal["metadata", "text", "url", "filename", "inferred"]
DocumentKind = Literal["article", "brief", "live", "transcript", "release", "listing", "stub", "not_article"]


@table("documents", scope="document", is_by_month=True)
@dataclass(frozen=True, slots=True)
class Document:
    """One row per article (current revision)."""

    document_id: Annotated[str, "Stable hash of source and uri.", Key()]
    source: Annotated[str, "Name of the configured source."]
    uri: Annotated[str, "Path relative to the source root, or URL."]
    title: Annotated[str | None, "Headline; not part of `text`."]
    author: Annotated[tuple[str, ...], "Authors as named in the byline or the metadata."]
    publisher: Annotated[str | None, "Who published the article."]
    agency: Annotated[str | None, "Syndicating agency (IANS, Xinhua, EFE ...)."]
    published_on: Annotated[date | None, "Publication date; null when the source does not say."]
    published_at: Annotated[datetime | None, "Publication time in UTC, where the source states one."]
    published_precision: Annotated[PublishedPrecision | None, "How fine the publication date is known."]
    published_method: Annotated[PublishedMethod | None, "Where the publication date was read."]
    language: Annotated[str | None, "ISO 639-1 code of the text."]
    text: Annotated[str, "Clean body: title excluded, paragraphs separated by one newline."]
    raw_sha256: Annotated[str, "SHA-256 of the raw bytes in the raw store.", Pattern(r"[0-9a-f]{64}")]
    raw_char_count: Annotated[int, "Length of the decoded raw text in characters.", Between(0, None)]
    text_char_count: Annotated[int, "Length of `text` in characters.", Between(0, None)]
    revision: Annotated[int, "1, 2, ... counting changes of the content behind the uri.", Between(1, None)]
    duplicate_of: Annotated[str | None, "document_id of the first copy of the same text."]
    story_id: Annotated[str, "Group of near-duplicates (the same wire copy)."]
    extractor_version: Annotated[str, "Version of rules and model that made the rows."]
    run_id: Annotated[str, "Run that loaded the revision."]
    loaded_at: Annotated[datetime, "When the revision was loaded (UTC)."]
    published_text: Annotated[
        str | None, "Day as the dateline or a date line writes it without its year (May 3)."
    ] = None
    kind: Annotated[
        DocumentKind | None,
        "What the page is; stubs, listings and the like only where a setting marks them.",
    ] = None
    kind_score: Annotated[float | None, "How sure the rules are of `kind`.", Between(0, 1)] = None
    kind_reason: Annotated[str | None, "Sign that decided `kind`."] = None
    section: Annotated[
        str | None, "Section of the paper and page, or of the site, as exports, records and pages state it."
    ] = None
