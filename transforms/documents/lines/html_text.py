"""The text of a page without a tree: tags cut out in linear time, a line per block."""

from __future__ import annotations

import html
import re

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


def strip_tags(source: str) -> str:
    """The text of a page, a line for every block and row, without scripts, styles and navigation."""
    text = _INVISIBLE.sub("\n", source)
    text = _ROW_END.sub("\t", text.replace("\n", " "))
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
