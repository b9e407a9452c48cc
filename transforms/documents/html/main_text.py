"""The extractors that find the main text of a page: trafilatura, resiliparse where that gives too little."""

from __future__ import annotations

import logging
import re
from copy import copy

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text

from transforms.documents.html.lines import is_true_zone, measure_paragraphs
from transforms.documents.html.zones import find_zone

# It logs every page without an article as an error of its own; the reason goes with the document instead.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_BREAKS = re.compile(r"[\n\t]+")
_LAYOUT_TEXT = 150
_CELLS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th"))
_KEPT_ZONES = frozenset(("caption", "control"))  # trafilatura knows these by itself


def run_trafilatura(tree: HtmlElement) -> list[str]:
    """The paragraphs of the article as trafilatura's precision setting finds them; none when it gives up."""
    from trafilatura import bare_extraction  # texts that are no pages have no need of it

    try:
        found = bare_extraction(
            tree, favor_precision=True, include_comments=False, include_tables=False, include_formatting=False
        )
    except (RecursionError, etree.LxmlError, AttributeError, IndexError, KeyError, ValueError, TypeError):
        return []  # it raises on odd trees; the fallback takes over
    body = getattr(found, "body", None)
    return _list_paragraphs(body) if body is not None else []


def run_resiliparse(source: str) -> list[str]:
    """The paragraphs of the main content as resiliparse finds them; fast, and linear but for deep nesting."""
    text = extract_plain_text(
        source, main_content=True, alt_texts=False, comments=False, list_bullets=False, form_fields=False
    )
    return [" ".join(line.split()) for line in _BREAKS.split(text) if line.strip()]


def prune_page(tree: HtmlElement) -> HtmlElement:
    """A copy of a page without the parts that are not its article, layout tables opened."""
    pruned = copy(tree)
    paragraph_length = measure_paragraphs(pruned)
    doomed = []
    walker = etree.iterwalk(pruned, events=("start",))
    for _, element in walker:
        if not isinstance(element.tag, str):
            continue
        zone = find_zone(element)
        if (
            zone is not None
            and zone.name not in _KEPT_ZONES
            and is_true_zone(element, zone, paragraph_length)
        ):
            doomed.append(element)
            walker.skip_subtree()
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()
    for table in list(pruned.iter("table")):
        if _is_layout(table):
            _open_table(table)
    return pruned


def _is_layout(table: HtmlElement) -> bool:
    """Whether a table arranges the page: a cell holds a long text, paragraphs or another table."""
    for cell in table.iter("td"):
        if cell.find(".//table") is not None or len(cell.findall(".//p")) > 1:
            return True
        parts = [cell.text, *(child.tail for child in cell.iter(etree.Element) if child is not cell)]
        if sum(len(part) for part in parts if part and len(part) > _LAYOUT_TEXT) > 2 * _LAYOUT_TEXT:
            return True
    return False


def _open_table(table: HtmlElement) -> None:
    own = [e for e in table.iter(*_CELLS) if e is table or next(e.iterancestors("table"), None) is table]
    for element in own:
        element.tag = "div"
        element.attrib.clear()


def _list_paragraphs(body: HtmlElement) -> list[str]:
    paragraphs: list[str] = []
    for element in body.iter("head", "p", "item", "quote", "code", "ab"):
        text = element.text or ""
        for child in element:
            if child.tag == "lb":
                text += "\n"
            elif child.tag not in ("p", "list", "item", "quote", "head"):
                text += "".join(child.itertext())
            text += child.tail or ""
        paragraphs += [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    return paragraphs


def to_source(tree: HtmlElement) -> str:
    """The markup of a tree."""
    return str(lxml_html.tostring(tree, encoding="unicode"))
