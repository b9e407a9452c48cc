"""When a page was published: structured statements first, then what it shows, then its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from schemas.documents import PublishedMethod
from transforms.documents.html.json_ld import Node, read_text
from transforms.documents.html.meta_names import load_meta_names
from transforms.documents.html.shown_dates import load_shown_dates
from transforms.documents.html.zones import find_zone
from transforms.documents.metadata.date_conventions import read_conventions
from transforms.documents.metadata.published_date import PublishedDate, parse_published
from transforms.documents.metadata.url_date import find_url_date

Found = tuple[PublishedDate, PublishedMethod, str]

_MONTH_FIRST_HOSTS = re.compile(r"\.(?:us|gov|mil)$")
_DAY_FIRST_HOSTS = re.compile(
    r"\.(?!com|org|net|info|news|int|edu|gov|mil|us|ph|io|tv|co|me|ai)[a-z]{2,3}$|\.(?:co|com|org)\.(?!ph)[a-z]{2}$"
)
_DAY_FIRST_LANGUAGES = re.compile(r"^(?:en-(?!us|ph|ca)[a-z]{2}|(?!en\b)[a-z]{2})", re.IGNORECASE)
_WORD_BREAK = re.compile(r"[\s_-]")
_MAX_SHOWN = 160
_MAX_CHECKED = 4000


def find_html_published(
    tree: HtmlElement, node: Node, meta: Mapping[str, str], url: str | None, language: str | None
) -> Found | None:
    """The date of publication of a page, how it was read, and its origin; None where nothing states it.

    In this order: JSON-LD, meta elements, time elements and dates in the article's head, the address.
    """
    day_first = guess_day_first(url, language)
    stated = read_text(node, "datePublished", "dateCreated", "uploadDate")
    if found := parse_published(stated, day_first):
        return found, "metadata", "json-ld"
    for name in load_meta_names()["published"]:
        if name in meta and (found := parse_published(meta[name], day_first)):
            return found, "metadata", f"meta {name}"
    shown = _find_shown(tree, day_first)
    addressed = find_url_date(url) if url else None
    if shown is not None and (shown[1] == "metadata" or addressed is None or addressed.precision != "day"):
        return shown
    return (addressed, "url", "url") if addressed is not None else shown


def guess_day_first(url: str | None, language: str | None) -> bool | None:
    """Whether a page writes 04/05/2024 for 4 May: as its source says, else by language tag or host."""
    if (stated := read_conventions().day_first) is not None:
        return stated
    if language and re.match(r"en-us\b", language, re.IGNORECASE):
        return False
    if language and _DAY_FIRST_LANGUAGES.match(language.replace("_", "-")):
        return True
    host = (urlsplit(url).hostname or "") if url else ""
    if _MONTH_FIRST_HOSTS.search(host):
        return False
    return True if host and _DAY_FIRST_HOSTS.search(host) else None


def _find_shown(tree: HtmlElement, day_first: bool | None) -> Found | None:
    """A date in an element that is there to show it: stamped ones first, then those below the title.

    What stands above the title is often the day on which the page was read.
    """
    candidates: list[tuple[bool, bool, Found]] = []
    is_below = False
    for count, element in enumerate(tree.iter("h1", *sorted(load_shown_dates()["elements"]))):
        if count > _MAX_CHECKED:
            break
        if element.tag == "h1":
            is_below = True
        elif (found := _read_stamp(element, day_first)) is not None:
            candidates.append((False, not is_below, found))
            if is_below:
                break
        elif (found := _read_shown(element, day_first)) is not None:
            candidates.append((True, not is_below, found))
    return min(candidates, key=lambda candidate: candidate[:2])[2] if candidates else None


def _read_stamp(element: HtmlElement, day_first: bool | None) -> Found | None:
    """The date in an attribute of a time element, or of one that is marked as the date of publication."""
    stamp = element.get("datetime") or element.get("content") or ""
    name = _get_name(element)
    if (
        not stamp
        or not _is_time(element, name)
        or re.search(r"modif|updat", name, re.I)
        or _is_in_list(element)
    ):
        return None
    found = parse_published(stamp, day_first)
    return (found, "metadata", "time element") if found else None


def _read_shown(element: HtmlElement, day_first: bool | None) -> Found | None:
    """The day that an element shows whose name says that it is there for that."""
    name = _get_name(element)
    if element.tag == "meta" or not (_is_time(element, name) or _is_dated(name)):
        return None
    content = " ".join(element.text_content().split())
    if not 5 < len(content) <= _MAX_SHOWN or _is_in_list(element):
        return None
    found = parse_published(content, day_first)
    return (found, "text", "shown date") if found and found.precision in ("day", "time") else None


def _get_name(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"


def _is_time(element: HtmlElement, name: str) -> bool:
    return element.tag == "time" or "datePublished" in name


def _is_dated(name: str) -> bool:
    """Whether a word of a class or id says that the element shows a date."""
    return not load_shown_dates()["words"].isdisjoint(_WORD_BREAK.split(name.lower()))


def _is_in_list(element: HtmlElement) -> bool:
    """Whether an element belongs to a list of other articles, comments or the like."""
    for ancestor in element.iterancestors():
        zone = find_zone(ancestor)
        if zone is not None and zone.name in load_shown_dates()["other_zones"]:
            return True
        if ancestor.tag in ("a", "li", "body"):
            return str(ancestor.tag) != "body"
    return False
