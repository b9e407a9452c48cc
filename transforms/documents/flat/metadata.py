"""Byline, dateline, date, publisher and agency of a flat text, read from the lines that state them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.documents.flat.article import FlatArticle
from transforms.documents.flat.authors import find_authors
from transforms.documents.flat.published import find_published
from transforms.documents.flat.publisher import find_publisher
from transforms.documents.flat.site_name import split_site_name
from transforms.documents.lines.verdict import Verdict
from transforms.documents.metadata.agencies import find_agency
from transforms.documents.metadata.article_metadata import ArticleMetadata
from transforms.documents.metadata.datelines import Dateline, date_dateline, read_dateline
from transforms.documents.metadata.undated_days import find_undated_day, infer_published

_AGENCY_RULES = frozenset(
    f"rule:{name}" for name in ("agency_tag", "agency_inputs", "source_line", "syndication")
)

# What agencies write before the headline of a later version: "(2nd LD)", "UPDATE 2-".
_VERSION = re.compile(
    r"^(?:\((?:\d(?:st|nd|rd|th) )?(?:LEAD|LD|URGENT|CORRECTED|CORRECTION|RECAST)\) ?"
    r"|(?:UPDATE|WRAPUP|RPT|CORRECTED|REFILE)(?: ?\d{1,2})?-(?=[A-Z]))"
)
_LONGEST_CREDIT = 14  # words


def read_flat_metadata(
    texts: Sequence[str], article: FlatArticle, publisher: str | None = None
) -> ArticleMetadata:
    """Read the metadata from the lines around the article and from its dateline; never from its sentences.

    `publisher` is who published the text by what its source states.
    """
    kept = [number for number, verdict in enumerate(article.verdicts) if verdict.is_kept]
    body = [texts[n] for n in kept if article.verdicts[n].kind == "body"]
    head = _find_head(texts, article)
    lines = [texts[n] for n in head]
    dateline = _read_first_dateline(body[:3] + _list_datelines(texts, article))
    signed = dateline.agency if dateline else None
    agency = signed or _find_credited_agency(texts, article, head, kept)
    published = find_published(texts, article.verdicts, head) or date_dateline(dateline)
    day = find_undated_day(dateline, lines) if published is None else None
    inferred = infer_published(day, lines, body)
    outside = [t for t, v in zip(texts, article.verdicts, strict=True) if not v.is_kept]
    named = [*outside, publisher] if publisher else outside
    title, site = _read_title(texts, article.title_line, named)
    signing = [n for n in head if not _is_page_line(article.verdicts[n])]
    above = sum(1 for n in signing if article.title_line is not None and n < article.title_line)
    above_title = [texts[n] for n in range(article.title_line or 0) if not _is_page_line(article.verdicts[n])]
    return ArticleMetadata(
        title=title,
        author=find_authors([texts[n] for n in signing], above, body[0] if body else "", body),
        publisher=find_publisher(outside, above_title, site, agency) or signed,
        agency=agency,
        published=published or inferred,
        published_method="inferred" if inferred else "text",
        published_text=day,
        dateline_place=dateline.place if dateline else None,
    )


def _find_head(texts: Sequence[str], article: FlatArticle) -> list[int]:
    """Numbers of the dropped lines from a few above the title down to the text."""
    verdicts = article.verdicts
    first = next((n for n, verdict in enumerate(verdicts) if verdict.is_kept), len(texts))
    opening = next((n for n, v in enumerate(verdicts) if v.is_kept and v.kind == "body"), first)
    title = article.title_line if article.title_line is not None else first
    return [n for n in range(max(0, min(first, title) - 4), opening) if not verdicts[n].is_kept]


def _read_title(
    texts: Sequence[str], title_line: int | None, outside: Sequence[str]
) -> tuple[str | None, str | None]:
    """The title without the name of the site, and that name."""
    if title_line is None:
        return None, None
    title, site = split_site_name(texts[title_line], outside)
    if site is None:  # a line above may repeat the title with the name of the site beside it
        copies = (split_site_name(text, outside) for text in texts[:title_line])
        site = next((name for copy, name in copies if name and copy == title), None)
    return _VERSION.sub("", title), site


def _is_page_line(verdict: Verdict) -> bool:
    """Whether a line of the head is a caption or a known line of the page: neither signs a text."""
    is_known = verdict.reason.startswith("rule:") and verdict.kind not in ("byline", "metadata", "dateline")
    return verdict.kind == "caption" or is_known


def read_kept_metadata(texts: Sequence[str]) -> ArticleMetadata:
    """What the dateline says of a text that is kept as it is; none of its lines is taken for metadata."""
    dateline = _read_first_dateline(texts[:3])
    if dateline is None:
        return ArticleMetadata()
    return ArticleMetadata(
        agency=dateline.agency,
        published=date_dateline(dateline),
        published_method="text",
        published_text=dateline.day,
        dateline_place=dateline.place,
    )


def _list_datelines(texts: Sequence[str], article: FlatArticle) -> list[str]:
    return [
        t
        for t, v in zip(texts, article.verdicts, strict=True)
        if v.kind == "dateline" or v.reason == "rule:date_line"
    ]


def _read_first_dateline(openings: Sequence[str]) -> Dateline | None:
    return next((found for text in openings if (found := read_dateline(text))), None)


def _find_credited_agency(
    texts: Sequence[str], article: FlatArticle, head: Sequence[int], kept: Sequence[int]
) -> str | None:
    """The agency that a byline, a tag at the end or a note names as the source of the text."""
    last = kept[-1] if kept else -1
    for number in [*range(last + 1, min(last + 9, len(texts))), *head]:
        reason = article.verdicts[number].reason
        if reason in _AGENCY_RULES and (found := find_agency(texts[number])):
            return found
    for number in head:
        verdict = article.verdicts[number]
        parts = texts[number].split("|") if verdict.kind in ("byline", "metadata", "boilerplate") else ()
        for part in parts:
            if part.count(" ") < _LONGEST_CREDIT and (found := find_agency(part)):
                return found
    return None
