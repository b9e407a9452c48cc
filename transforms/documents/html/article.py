"""The article of an HTML page, as blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from transforms.documents.block_draft import BlockDraft
from transforms.documents.html.heavy_page import extract_heavy_page
from transforms.documents.html.json_ld import read_article_node
from transforms.documents.html.line_match import match_paragraphs
from transforms.documents.html.lines import HtmlLine, read_lines
from transforms.documents.html.main_text import prune_page, run_resiliparse, run_trafilatura, to_source
from transforms.documents.html.page import HtmlPage
from transforms.documents.html.verdicts import settle_lines
from transforms.documents.lines.lines import split_lines
from transforms.documents.lines.rules import match_rule
from transforms.documents.repair.repair import repair_text
from transforms.documents.template_memory import Recall, recall_nothing

_TAG = re.compile(r"</?(?:p|br|div|h\d|li|ul)\b[^<>]*>|<[a-z/][^<>]{0,300}>", re.IGNORECASE)
_MIN_TEXT = 250  # characters; of less, the fallback is asked as well
_MIN_SHARE = 0.25  # of the text in paragraphs outside of zones


@dataclass(frozen=True, slots=True)
class HtmlArticle:
    """The blocks of an article in reading order, kept and dropped, and which extractor found them."""

    blocks: tuple[BlockDraft, ...]
    method: str


def extract_html_article(
    page: HtmlPage, title: str | None = None, recall: Recall = recall_nothing
) -> HtmlArticle:
    """Find the article of a page.

    trafilatura (precision) tells the article's paragraphs, resiliparse where that finds too little. The lines
    of the page are then kept or dropped by that, by the part of the page they stand in, and by the rules for
    lines. A page that is too big or too deep for that is read in linear time instead.

    Args:
        page: the parsed page.
        title: the title from the metadata; a line that repeats it becomes a block of kind title, not kept.
        recall: tells the lines that stand on other pages of the site.
    """
    if page.tree is None or page.is_heavy:
        return HtmlArticle(extract_heavy_page(page, recall), "flat_lines")
    lines = tuple(replace(line, text=repair_text(line.text).text) for line in read_lines(page.tree))
    lines = tuple(line for line in lines if line.text.strip())
    pruned = prune_page(page.tree)
    method, paragraphs = "trafilatura", run_trafilatura(pruned)
    found = match_paragraphs(lines, paragraphs)
    if _is_too_little(lines, found):
        other = match_paragraphs(lines, run_resiliparse(to_source(pruned)))
        if _count(lines, other) > 1.3 * _count(lines, found):
            method, found = "resiliparse", other
    stated = _read_stated_body(page.tree)
    if len(stated) > max(_MIN_TEXT, 3 * _count(lines, found)):
        return HtmlArticle(_list_stated(stated, lines), "json-ld")
    is_template = recall([line.text for line in lines])
    return HtmlArticle(settle_lines(lines, found, method, title, is_template), method)


def _read_stated_body(tree: HtmlElement) -> str:
    """The article's text as JSON-LD states it: all there is on pages that scripts fill."""
    body = read_article_node(tree).get("articleBody")
    return html.unescape(body) if isinstance(body, str) else ""


def _list_stated(body: str, lines: Sequence[HtmlLine]) -> tuple[BlockDraft, ...]:
    paragraphs = [repair_text(line.text).text for line in split_lines(_TAG.sub("\n", body))]
    shown = [BlockDraft(line.text, "boilerplate", False, "not_found:json-ld") for line in lines]
    return (*shown, *(BlockDraft(text, "body", match_rule(text) is None, "json-ld") for text in paragraphs))


def _is_too_little(lines: Sequence[HtmlLine], found: frozenset[int]) -> bool:
    length = _count(lines, found)
    there = sum(len(line.text) for line in lines if line.zone is None and len(line.text) > 80)
    return length < _MIN_TEXT or length < _MIN_SHARE * there


def _count(lines: Sequence[HtmlLine], found: frozenset[int]) -> int:
    return sum(len(lines[number].text) for number in found)
