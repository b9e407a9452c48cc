"""Template memory: lines that a site prints on page after page are not article content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

from schemas.template_lines import TemplateLine
from transforms.documents.decoding.decode import DecodedText, decode_content
from transforms.documents.decoding.raw_document import RawDocument, UnreadableDocumentError
from transforms.documents.lines.html_text import strip_tags
from transforms.documents.lines.lines import split_lines
from transforms.documents.markdown.front_matter import read_front_matter
from transforms.documents.markdown.text import render_markdown

_FEWEST, _FEWEST_PARAGRAPH = 2, 4  # other documents of the site that make a line a template line
_SHARE, _SHARE_PARAGRAPH = 0.02, 0.1  # of the site's documents, until there are MOST others
_MOST = 25
_COPY = 0.6  # share of its paragraphs that recur in a document that is a copy of others
_VERSION = 0.3  # share of its sentences that versions of a story have in common
_SENTENCE = 6  # spaces in a sentence, at the least
_MOST_LINES = 5000  # of one document; no page of a site has more
_MOST_SOURCE = 2_000_000  # characters of an HTML page
_ENDS = (".", "!", "?", '"', "”", "’")
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"[\s\u200b\u00ad]+")


# From the lines of a document to a test for lines that stand on other pages of its site.
Recall = Callable[[Sequence[str]], Callable[[str], bool]]


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


@lru_cache(maxsize=65536)
def hash_line(text: str) -> str:
    """Hash of a line without what changes from page to page: digits, case and spaces."""
    plain = _SPACE.sub(" ", _DIGITS.sub("0", text.casefold())).strip(" *+-•·|>")
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def recall_nothing(_texts: Sequence[str]) -> Callable[[str], bool]:
    """The test of a memory that knows no page."""
    return lambda _: False


def find_site(raw: RawDocument) -> str:
    """The site that a document belongs to: host of its URL, else publisher, else name of the source."""
    for address in (raw.metadata.get("url", ""), raw.uri):
        parts = urlsplit(address) if "://" in address else None
        if parts is not None and parts.hostname:
            return parts.hostname.removeprefix("www.").removeprefix("m.")
    return (raw.metadata.get("publisher") or raw.source).strip().casefold()


def recall_templates(raw: RawDocument, memory: TemplateMemory, texts: Sequence[str]) -> Callable[[str], bool]:
    """A test for lines that stand on several other pages of a document's site.

    How many that takes grows with the site: in thousands of articles a short sentence or a heading recurs by
    chance. Versions of the document's own story don't count: updates repeat headline and text, not what
    their site prints. A document most of whose paragraphs (`texts`) recur is a copy of others, of a wire
    report or of an earlier version: none of its sentences is a template line. The name of the publisher, as
    the source states it, alone on a line is always one.
    """
    publisher = hash_line(raw.metadata.get("publisher") or "")
    recalled = _recall_learned(raw, memory, texts)
    if publisher == hash_line(""):
        return recalled
    return lambda text: hash_line(text) == publisher or recalled(text)


def _recall_learned(raw: RawDocument, memory: TemplateMemory, texts: Sequence[str]) -> Callable[[str], bool]:
    site = find_site(raw)
    total = memory.count_documents(site)
    if total <= _FEWEST:
        return lambda _: False
    least = _find_least(total, _FEWEST, _SHARE)
    least_paragraph = _find_least(total, _FEWEST_PARAGRAPH, _SHARE_PARAGRAPH)

    def count_others(text: str) -> int:
        return memory.count(site, hash_line(text)) - 1

    def recurs(text: str, versions: int = 0) -> bool:
        return count_others(text) - versions >= (least_paragraph if _is_paragraph(text) else least)

    versions = _count_versions(texts, count_others)
    paragraphs = [text for text in texts if _is_paragraph(text)]
    recurring = sum(len(text) for text in paragraphs if recurs(text))
    if recurring > _COPY * sum(map(len, paragraphs)):
        return lambda text: not text.endswith(_ENDS) and recurs(text, versions)
    return lambda text: recurs(text, versions)


def _count_versions(texts: Sequence[str], count_others: Callable[[str], int]) -> int:
    """How many other documents tell the same story: in so many stands a good part of the sentences."""
    sentences = [text for text in texts if text.count(" ") >= _SENTENCE and text.endswith(_ENDS)]
    wanted = _VERSION * sum(map(len, sentences))
    seen = 0
    for others, length in sorted(((count_others(text), len(text)) for text in sentences), reverse=True):
        seen += length
        if seen >= wanted:
            return max(0, others)
    return 0


def _find_least(total: int, fewest: int, share: float) -> int:
    return max(fewest, min(_MOST, int(total * share)))


def _is_paragraph(text: str) -> bool:
    return text.count(" ") >= 11 and text.endswith(_ENDS)


def list_template_lines(raw: RawDocument) -> tuple[TemplateLine, ...]:
    """The different lines of a text or HTML page as rows to learn from; none for what can't be read."""
    try:
        decoded = decode_content(raw)
    except UnreadableDocumentError:
        return ()
    text = _read_text(decoded)
    site = find_site(raw)
    hashes = dict.fromkeys(hash_line(line.text) for line in split_lines(text)[:_MOST_LINES])
    return tuple(TemplateLine(site=site, line_hash=h, document_id=raw.document_id) for h in hashes)


def _read_text(decoded: DecodedText) -> str:
    if decoded.kind == "html":
        return strip_tags(decoded.text[:_MOST_SOURCE])
    if decoded.kind == "markdown":
        front = read_front_matter(decoded.text).end
        return render_markdown(decoded.text, front).repaired.text[front:]
    return decoded.text
