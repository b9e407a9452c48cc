"""JSON-LD of a page: the node that describes its article, also from broken JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml.html import HtmlElement

Node = Mapping[str, Any]

_ARTICLE_TYPES = re.compile(
    r"(?:\w*NewsArticle|Article|\w+Article|BlogPosting|LiveBlogPosting|Report|Posting)"
)
_PAGE_TYPES = frozenset(("WebPage", "ItemPage", "NewsMediaOrganization", "VideoObject", "ImageGallery"))
_MAX_SCRIPT = 2_000_000
_MAX_NODES = 5000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_FIELD = re.compile(
    r'"(headline|datePublished|dateCreated|inLanguage)"\s*:\s*"((?:[^"\\\n]|\\.){1,400})"(?=\s*[,}\n])'
)
_FIELD_AUTHOR = re.compile(
    r'"author"\s*+:\s*+[\[{]*+\s*+[^\[\]{}]{0,120}?"name"\s*:\s*"((?:[^"\\\n]|\\.){1,120})"'
)
_FIELD_PUBLISHER = re.compile(
    r'"publisher"\s*+:\s*+[\[{]*+\s*+[^\[\]{}]{0,160}?"name"\s*:\s*"((?:[^"\\\n]|\\.){1,120})"'
)


def read_article_node(tree: HtmlElement) -> Node:
    """The JSON-LD node of the page's article, with references (@id) resolved; empty when there is none."""
    nodes: list[Node] = []
    salvaged: Node = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = _WRAPPING.sub("", script.text or "")[:_MAX_SCRIPT]
        value = _load(text)
        if value is None:
            salvaged = salvaged or _salvage(text)
        else:
            nodes.extend(_list_nodes(value))
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    best = max(nodes, key=_rank, default=None)
    if best is None or _rank(best)[0] == 0:
        return salvaged
    return {key: _resolve(value, known) for key, value in best.items()}


def _load(text: str) -> Any:
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _salvage(text: str) -> Node:
    """The fields that stand in JSON too broken to load."""
    node: dict[str, Any] = {}
    for name, value in _FIELD.findall(text):
        node.setdefault(name, _unquote(value))
    for name, pattern in (("author", _FIELD_AUTHOR), ("publisher", _FIELD_PUBLISHER)):
        if match := pattern.search(text):
            node[name] = {"name": _unquote(match[1])}
    return node if "headline" in node or "datePublished" in node else {}


def _unquote(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _list_nodes(value: Any) -> Iterator[Node]:
    """All objects on the upper levels, in order, without recursion."""
    stack = [(value, 0)]
    count = 0
    while stack and count < _MAX_NODES:
        current, depth = stack.pop(0)
        count += 1
        if isinstance(current, Mapping):
            yield current
            if depth < 4:
                inner = [
                    current[key]
                    for key in (
                        "@graph",
                        "mainEntity",
                        "mainEntityOfPage",
                        "itemListElement",
                        "author",
                        "publisher",
                    )
                    if key in current
                ]
                stack.extend((item, depth + 1) for item in inner if isinstance(item, Mapping | list))
        elif isinstance(current, Sequence) and not isinstance(current, str):
            stack.extend((item, depth) for item in current)


def _rank(node: Node) -> tuple[int, int, int]:
    """Articles before pages, those with a date and a headline before others, earlier before later."""
    types = node.get("@type", "")
    names = (
        [types]
        if isinstance(types, str)
        else [t for t in types if isinstance(t, str)]
        if isinstance(types, list)
        else []
    )
    names = [name.rsplit("/", 1)[-1] for name in names]
    kind = (
        2
        if any(_ARTICLE_TYPES.fullmatch(n) for n in names)
        else 1
        if any(n in _PAGE_TYPES for n in names)
        else 0
    )
    return kind, int("datePublished" in node) + int("headline" in node), int("articleBody" in node)


def _resolve(value: Any, known: Mapping[str, Node]) -> Any:
    if isinstance(value, Mapping) and set(value) <= {"@id", "@type"}:
        return known.get(str(value.get("@id")), value)
    if isinstance(value, list):
        return [_resolve(item, known) for item in value[:50]]
    return value


def list_names(value: Any) -> list[str]:
    """The names in a JSON-LD value: a text, an object with a name, or a list of those."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        name, parts = value.get("name"), _join_parts(value)
        is_account = isinstance(name, str) and name.islower() and " " not in name.strip()
        return list_names(parts if parts and is_account else name or value.get("@value") or parts)
    if isinstance(value, list):
        return [name for item in value[:50] for name in list_names(item)]
    return []


def _join_parts(person: Node) -> str:
    """A person's name from its parts."""
    parts = (person.get(key) for key in ("givenName", "additionalName", "familyName"))
    return " ".join(part.strip() for part in parts if isinstance(part, str) and part.strip())


def read_text(node: Node, *names: str) -> str:
    """The first of the named fields that holds a text, else ""."""
    for name in names:
        for text in list_names(node.get(name)):
            if text.strip():
                return text
    return ""
