"""Template memory: lines that a site prints on page after page are not article content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

from schemas.template_lines import TemplateLine
from transforms.documents.decode import decode_content
from transforms.documents.lines import split_lines
from transforms.documents.raw_document import RawDocument, UnreadableDocumentError

_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"[\s\u200b\u00ad]+")


@dataclass(frozen=True, slots=True)
class TemplateMemory:
    """In how many documents of a site each line was seen. Read-only.

    `line_counts` maps (site, line hash) to a number of documents, `document_counts` a site to all of its
    documents. The document that is cleaned is one of those counted: a batch is learned before it is cleaned.
    """

    line_counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    document_counts: Mapping[str, int] = field(default_factory=dict)

    def count(self, site: str, line_hash: str) -> int:
        """Number of documents of the site that hold the line."""
        return self.line_counts.get((site, line_hash), 0)

    def count_documents(self, site: str) -> int:
        """Number of documents of the site that the memory was learned from."""
        return self.document_counts.get(site, 0)


def learn_templates(lines: Iterable[TemplateLine]) -> TemplateMemory:
    """Count the documents of each site and line; the order of the rows does not matter."""
    line_documents: dict[tuple[str, str], set[str]] = {}
    site_documents: dict[str, set[str]] = {}
    for line in lines:
        line_documents.setdefault((line.site, line.line_hash), set()).add(line.document_id)
        site_documents.setdefault(line.site, set()).add(line.document_id)
    return TemplateMemory(
        {key: len(ids) for key, ids in line_documents.items()},
        {site: len(ids) for site, ids in site_documents.items()},
    )


@lru_cache(maxsize=65536)
def hash_line(text: str) -> str:
    """Hash of a line without what changes from page to page: digits, case and spaces."""
    plain = _SPACE.sub(" ", _DIGITS.sub("0", text.casefold())).strip(" *+-•·|>")
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def find_site(raw: RawDocument) -> str:
    """The site that a document belongs to: host of its URL, else publisher, else name of the source."""
    for address in (raw.metadata.get("url", ""), raw.uri):
        parts = urlsplit(address) if "://" in address else None
        if parts is not None and parts.hostname:
            return parts.hostname.removeprefix("www.").removeprefix("m.")
    return (raw.metadata.get("publisher") or raw.source).strip().casefold()


def list_template_lines(raw: RawDocument) -> tuple[TemplateLine, ...]:
    """The different lines of a text as rows to learn from; none for HTML and for what can't be read."""
    try:
        decoded = decode_content(raw)
    except UnreadableDocumentError:
        return ()
    if decoded.kind == "html":
        return ()
    site = find_site(raw)
    hashes = dict.fromkeys(hash_line(line.text) for line in split_lines(decoded.text))
    return tuple(TemplateLine(site=site, line_hash=h, document_id=raw.document_id) for h in hashes)
