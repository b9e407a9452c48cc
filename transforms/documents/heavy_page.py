"""Pages that are too big or too deep to walk: lines in linear time, sorted by the model for flat text."""

from __future__ import annotations

import re

from transforms.documents.block_draft import BlockDraft
from transforms.documents.flat_article import sort_lines
from transforms.documents.html_page import HtmlPage
from transforms.documents.lines import split_lines
from transforms.documents.repair import repair_text

_MAX_LINES = 3000
_MAX_LINE = 20_000
_MAX_TEXT = 2_000_000
_INVISIBLE = re.compile(
    r"<(script|style|head|noscript|template|svg|select|nav)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_ROW_END = re.compile(r"</?(?:td|th)\b[^<>]{0,400}>", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|table|article|section|header|footer|blockquote|figure|figcaption|main|aside|"
    r"form|button|dd|dt|dl|pre|hr|body|html|center)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]{0,20000}>")


def extract_heavy_page(page: HtmlPage) -> tuple[BlockDraft, ...]:
    """The article of a page that careful extraction would stall on.

    Only the first lines are read; what is too long for a line of an article is left out. The last block says
    how much was not read.
    """
    text = _strip_tags(page.source)
    lines = split_lines(text[:_MAX_TEXT])
    fitting = [line for line in lines if len(line.text) <= _MAX_LINE][:_MAX_LINES]
    drafts: list[BlockDraft] = []
    if fitting:
        article = sort_lines(fitting, lambda _: False)
        for line, verdict in zip(fitting, article.verdicts, strict=True):
            repaired = repair_text(line.text).text
            drafts.append(BlockDraft(repaired, verdict.kind, verdict.is_kept, verdict.reason, verdict.score))
    left = len(lines) - len(fitting)
    if left or len(text) > _MAX_TEXT:
        note = f"{left} further lines of a page of {len(page.source)} characters were not read"
        drafts.append(BlockDraft(note, "boilerplate", False, "page_too_large"))
    return tuple(drafts)


def _strip_tags(source: str) -> str:
    text = _INVISIBLE.sub("\n", source)
    text = _ROW_END.sub("\t", text.replace("\n", " "))
    return _TAG.sub("", _BREAK.sub("\n", text))
