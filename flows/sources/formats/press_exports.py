"""Texts that hold several articles: exports of press archives, each article a record of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from flows.sources.formats.factiva import split_factiva
from flows.sources.formats.nexis import split_nexis
from flows.sources.formats.open_file import OpenFile
from flows.sources.formats.proquest import split_proquest
from flows.sources.items import SourceItem, make_record_document
from flows.sources.record import write_record


def split_export(text: str) -> list[dict[str, str]]:
    """The articles of a ProQuest, Nexis or Factiva export as records; none where a text is no export."""
    return split_proquest(text) or split_nexis(text) or split_factiva(text)


def read_export(file: OpenFile, articles: list[dict[str, str]]) -> Iterator[SourceItem]:
    """Yield the articles of an export; the uri of one is `file#id`, its id that of the archive, if any."""
    for number, article in enumerate(articles, 1):
        key = "\x1f".join(article.get(name, "") for name in ("publisher", "published", "title", "section"))
        identity = article.get("id") or "sha256-" + sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
        place = f"article {number} of {file.uri}"
        yield make_record_document(file.source, f"{file.uri}#{identity}", write_record(article), place)


def read_text_record(file: OpenFile, text: str, fields: Mapping[str, str | None]) -> Iterator[SourceItem]:
    """Yield what a file holds as text: the articles of an export, or one document with these metadata."""
    articles = split_export(text)
    if articles:
        yield from read_export(file, articles)
    elif not text.strip():
        yield file.refuse("NoTextError", "the file holds no text")
    else:
        yield make_record_document(file.source, file.uri, write_record({**fields, "text": text}), None)
