"""Which part of a news page an element is, where it is not the article (html_zones.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml.html import HtmlElement

from transforms.lexicon.yaml_data import read_yaml

ZONE_ROLES: Mapping[str, str] = {
    "navigation": "navigation",
    "banner": "navigation",
    "search": "navigation",
    "menu": "navigation",
    "toolbar": "navigation",
    "complementary": "related",
    "contentinfo": "footer",
    "dialog": "consent",
    "alertdialog": "consent",
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPLIT = re.compile(r"__|--|[\s:]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Words of a class that say how something looks or which state the page is in, not what it is.
_STATE = re.compile(
    r"^(?:has|no|is|with|without|show|hide|single|page|postid|template|js|theme|layout|col|grid|u|js)-"
)
_NAME_ATTRIBUTES = ("class", "id", "data-component", "data-testid", "data-module")
_MAX_NAME = 300


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a page that is not the article; `is_large`: even when it holds most of the text."""

    name: str
    is_large: bool


def find_zone(element: HtmlElement) -> Zone | None:
    """The zone that an element opens by its name, role, class or id; None for any other element."""
    names, _, _ = _load_zones()
    tag = element.tag
    attributes = element.attrib
    zone = names.get(tag)
    if zone is not None and not (tag == "time" and _is_in_paragraph(element)):
        return zone
    if tag in ("html", "body", "main", "article") or not attributes:
        return None
    if "hidden" in attributes or (
        "style" in attributes
        and _HIDDEN_STYLE.search(attributes["style"])
        and "opacity" not in attributes["style"]
    ):
        return Zone("hidden", False)
    role = attributes.get("role")
    if role in ZONE_ROLES:
        return Zone(ZONE_ROLES[role], False)
    name = " ".join(attributes[key] for key in _NAME_ATTRIBUTES if key in attributes)
    return _match_name(name[:_MAX_NAME]) if name else None


def _is_in_paragraph(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("p", "li", "blockquote", "h2", "h3")


@lru_cache(maxsize=32768)
def _match_name(name: str) -> Zone | None:
    _, pattern, zones = _load_zones()
    for token in name.split():
        if _STATE.match(token):
            continue
        dashed = _CAMEL.sub("-", token).lower()
        for word in dict.fromkeys((token.lower(), dashed, *(w for w in _SPLIT.split(dashed) if w))):
            match = pattern.fullmatch(word)
            if match is not None and match.lastgroup is not None:
                return zones[int(match.lastgroup[1:])]
    return None


@lru_cache(maxsize=1)
def _load_zones() -> tuple[dict[str, Zone], re.Pattern[str], tuple[Zone, ...]]:
    stored = read_yaml(Path(__file__).with_name("html_zones.yaml"))
    zones = tuple(Zone(entry["zone"], entry.get("large", False)) for entry in stored)
    names = {name: zone for entry, zone in zip(stored, zones, strict=True) for name in entry.get("names", ())}
    parts = [f"(?P<z{number}>{'|'.join(e['words'])})" for number, e in enumerate(stored) if e["words"]]
    # Names run on with dashes: "byline-block", "related-links-3".
    return names, re.compile("|".join(parts).replace(r"\w*", r"[\w-]*")), zones
