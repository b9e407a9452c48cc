"""An HTML page as a whole: its article, its metadata, and what the lines around the article add to that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.documents import PublishedMethod
from transforms.documents.block_draft import BlockDraft
from transforms.documents.flat.byline import read_byline
from transforms.documents.flat.published import find_published
from transforms.documents.flat.publisher import find_publisher
from transforms.documents.html.article import HtmlArticle, extract_html_article
from transforms.documents.html.metadata import read_html_metadata
from transforms.documents.html.page import parse_page
from transforms.documents.lines.verdict import Verdict
from transforms.documents.metadata.agencies import find_agency
from transforms.documents.metadata.article_metadata import ArticleMetadata
from transforms.documents.metadata.author_names import clean_authors
from transforms.documents.metadata.datelines import Dateline, date_dateline, read_dateline
from transforms.documents.metadata.published_date import PublishedDate
from transforms.documents.metadata.undated_days import find_undated_day, infer_published
from transforms.documents.template_memory import Recall, recall_nothing

_ABOVE = 4  # lines above the title that may still state a date
_SIGNING = frozenset(("rule:agency_tag", "rule:source_line", "rule:agency_inputs", "rule:syndication"))


@dataclass(frozen=True, slots=True)
class HtmlDocument:
    """The article of a page and its metadata."""

    article: HtmlArticle
    metadata: ArticleMetadata


def read_html(
    source: str,
    url: str | None = None,
    title: str | None = None,
    recall: Recall = recall_nothing,
    publisher: str | None = None,
) -> HtmlDocument:
    """Read a page.

    Args:
        source: the markup.
        url: where the page came from.
        title: the title as the source of the document states it; otherwise the page's own is used.
        recall: tells the lines that stand on other pages of the site.
        publisher: who published it, as the source of the document states.
    """
    page = parse_page(source)
    metadata = read_html_metadata(page, url, publisher)
    article = extract_html_article(page, title or metadata.title, recall)
    blocks = article.blocks
    body = [block.text for block in blocks if block.is_kept and block.kind == "body"]
    dateline = next((found for text in body[:2] if (found := read_dateline(text))), None)
    return HtmlDocument(article, _complete(metadata, blocks, dateline))


def _complete(
    metadata: ArticleMetadata, blocks: Sequence[BlockDraft], dateline: Dateline | None
) -> ArticleMetadata:
    """What the page doesn't state in its markup, from the lines between title and text."""
    head = _find_head(blocks)
    origins = dict(metadata.origins)
    author = metadata.author
    if not author:
        author = next((names for number in head if (names := _read_byline(blocks[number].text))), ())
        origins.update({"author": "byline"} if author else {})
    agency = _find_agency(metadata, blocks, dateline, head, origins)
    published, method = _find_date(metadata, blocks, dateline, head, origins)
    publisher = metadata.publisher
    if publisher is None:
        outside = [block.text for block in blocks if not block.is_kept]
        publisher = find_publisher(outside, (), None, agency)
        origins.update({"publisher": "shown"} if publisher else {})
    completed = replace(
        metadata,
        author=author,
        publisher=publisher,
        agency=agency,
        published=published,
        published_method=method,
        dateline_place=dateline.place if dateline else None,
        origins=origins,
    )
    return _infer_day(completed, blocks, dateline, head)


def _find_agency(
    metadata: ArticleMetadata,
    blocks: Sequence[BlockDraft],
    dateline: Dateline | None,
    head: Sequence[int],
    origins: dict[str, str],
) -> str | None:
    """The agency of the dateline, of the markup, or of a line that signs; says in `origins` which."""
    if dateline is not None and dateline.agency and origins.get("agency") != "author":
        origins["agency"] = "dateline"
        return dateline.agency
    if metadata.agency is None or origins.get("agency") == "publisher":
        signed = _find_signature(blocks, head)
        if signed is not None:
            origins["agency"] = "shown"
            return signed
    return metadata.agency


def _find_date(
    metadata: ArticleMetadata,
    blocks: Sequence[BlockDraft],
    dateline: Dateline | None,
    head: Sequence[int],
    origins: dict[str, str],
) -> tuple[PublishedDate | None, PublishedMethod | None]:
    """The date of the markup, else of the lines or the dateline, and its method; `origins` says where."""
    if metadata.published is not None and metadata.published.precision != "month":
        return metadata.published, metadata.published_method
    verdicts = [Verdict(b.kind, b.is_kept, b.reason, b.score or 0.0) for b in blocks]
    shown = find_published([b.text for b in blocks], verdicts, head)
    if shown is not None:
        origins["published"] = "shown"
        return shown, "text"
    signed_on = date_dateline(dateline)
    if signed_on is not None:
        origins["published"] = "dateline"
        return signed_on, "text"
    return metadata.published, metadata.published_method


def _infer_day(
    metadata: ArticleMetadata, blocks: Sequence[BlockDraft], dateline: Dateline | None, head: Sequence[int]
) -> ArticleMetadata:
    """The day that a page without a date states without its year, and the date where that is certain."""
    if metadata.published is not None and metadata.published.precision != "month":
        return metadata
    lines = [blocks[number].text for number in head]
    day = find_undated_day(dateline, lines)
    body = [block.text for block in blocks if block.is_kept and block.kind == "body"]
    inferred = infer_published(day, lines, body)
    if inferred is None:
        return replace(metadata, published_text=day)
    origins = {**metadata.origins, "published": "inferred"}
    return replace(
        metadata, published_text=day, published=inferred, published_method="inferred", origins=origins
    )


def _read_byline(text: str) -> tuple[str, ...]:
    names = read_byline(text)
    return names or (clean_authors([text]) if len(text) < 60 and text.lower().startswith("by ") else ())


def _find_head(blocks: Sequence[BlockDraft]) -> list[int]:
    """Numbers of the dropped lines between title and text, and of a few above the title."""
    first = next((n for n, block in enumerate(blocks) if block.is_kept and block.kind == "body"), len(blocks))
    titles = [n for n, block in enumerate(blocks[:first]) if block.kind == "title"]
    start = max(0, (titles[-1] if titles else first) - _ABOVE)
    return [n for n in range(start, first) if not blocks[n].is_kept and blocks[n].kind != "title"]


def _find_signature(blocks: Sequence[BlockDraft], head: Sequence[int]) -> str | None:
    for number, block in enumerate(blocks):
        is_near = number in head and block.kind in ("byline", "metadata") and len(block.text) < 100
        if not block.is_kept and (is_near or block.reason in _SIGNING) and (found := find_agency(block.text)):
            return found
    return None
