"""An HTML page, parsed once for its article and its metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

# Beyond these the careful extraction takes seconds or more; a plain one does then. The largest news pages
# (live blogs of a day) stay well below.
MAX_SOURCE = 4_000_000
MAX_ELEMENTS = 25_000
MAX_DEPTH = 180
MAX_TEXT_NODE = 200_000

_CONTROLS = dict.fromkeys([*range(0x00, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF])
_OPEN_TAGS = re.compile(
    r"<(?!(?:br|img|meta|link|input|hr|source|wbr|col|area|embed|p|li|t[drh]|tbody|option|d[td])\b)[a-zA-Z]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page's source and its tree.

    `tree` is None where the source has no elements or is too big to parse. `is_heavy`: too many elements, too
    deep or with too long lines for extraction that takes more than linear time.
    """

    source: str
    tree: HtmlElement | None
    is_heavy: bool


def parse_page(source: str) -> HtmlPage:
    """Parse the source of a page; of a broken or deeply nested one as much as the parser makes of it."""
    source = source.translate(_CONTROLS) if _has_controls(source) else source
    if len(source) > 8 * MAX_SOURCE or _is_too_deep(source):
        return HtmlPage(source, None, True)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return HtmlPage(source, None, True)
    return HtmlPage(source, tree, len(source) > MAX_SOURCE or _is_heavy(tree))


def _has_controls(source: str) -> bool:
    return re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]", source) is not None


def _is_too_deep(source: str) -> bool:
    """Whether more than twenty times MAX_DEPTH elements are opened before one is closed."""
    position = 0
    while (end := source.find("</", position)) >= 0:
        if end - position > 20 * MAX_DEPTH and _count_open(source, position, end) > 20 * MAX_DEPTH:
            return True
        position = end + 2
    return _count_open(source, position, len(source)) > 20 * MAX_DEPTH


def _count_open(source: str, start: int, end: int) -> int:
    return sum(1 for _ in _OPEN_TAGS.finditer(source, start, end))


def _is_heavy(tree: HtmlElement) -> bool:
    depth = count = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        count += 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS or len(element.tail or "") > MAX_TEXT_NODE:
            return True
        if element.tag not in ("script", "style") and len(element.text or "") > MAX_TEXT_NODE:
            return True
    return False


def read_broken_text(element: HtmlElement) -> str:
    """The text of an element in one line, with " | " for each line break in it."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append(" | " if node.tag == "br" else node.text or "" if isinstance(node.tag, str) else "")
        elif node is not element:
            parts.append(node.tail or "")
    return " ".join("".join(parts).split())
