"""Byline, dateline, date, publisher and agency of a flat text, read from the lines that state them."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.documents.flat.article import FlatArticle
from transforms.documents.flat.byline import read_byline, read_opening_byline
from transforms.documents.flat.published import find_published
from transforms.documents.flat.publisher import find_publisher
from transforms.documents.metadata.agencies import find_agency
from transforms.documents.metadata.article_metadata import ArticleMetadata
from transforms.documents.metadata.datelines import Dateline, date_dateline, read_dateline
from transforms.documents.metadata.undated_days import find_undated_day, infer_published

_AGENCY_RULES = frozenset(
    f"rule:{name}" for name in ("agency_tag", "agency_inputs", "source_line", "syndication")
)


def read_flat_metadata(texts: Sequence[str], article: FlatArticle) -> ArticleMetadata:
    """Read the metadata from the lines around the article and from its dateline; never from its sentences."""
    kept = [number for number, verdict in enumerate(article.verdicts) if verdict.is_kept]
    first = kept[0] if kept else len(texts)
    start = max(0, min(first, article.title_line if article.title_line is not None else first) - 4)
    body = [n for n in kept if article.verdicts[n].kind == "body"]
    opening = body[0] if body else first
    head = [n for n in range(start, opening) if not article.verdicts[n].is_kept]
    dateline = _read_first_dateline([texts[n] for n in body[:3]] + _list_datelines(texts, article))
    signed = dateline.agency if dateline else None
    agency = signed or _find_credited_agency(texts, article, head, kept)
    published = find_published(texts, article.verdicts, head) or date_dateline(dateline)
    lines = [texts[n] for n in head]
    day = find_undated_day(dateline, lines) if published is None else None
    inferred = infer_published(day, lines, [texts[n] for n in body])
    return ArticleMetadata(
        title=texts[article.title_line] if article.title_line is not None else None,
        author=next((names for n in head if (names := read_byline(texts[n]))), ())
        or read_opening_byline(texts[opening] if body else ""),
        publisher=find_publisher(
            texts, [v.is_kept for v in article.verdicts], article.title_line, agency, signed
        ),
        agency=agency,
        published=published or inferred,
        published_method="inferred" if inferred else "text",
        published_text=day,
        dateline_place=dateline.place if dateline else None,
    )


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
        if verdict.kind in ("byline", "metadata", "boilerplate") and len(texts[number].split()) <= 14:
            found = find_agency(texts[number])
            if found:
                return found
    return None
