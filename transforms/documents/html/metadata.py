"""Metadata of an HTML page: JSON-LD, then meta elements, then what the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from transforms.documents.html.json_ld import Node, list_names, read_article_node, read_text
from transforms.documents.html.meta_names import load_meta_names
from transforms.documents.html.page import HtmlPage, parse_page, read_broken_text
from transforms.documents.html.published import find_html_published
from transforms.documents.metadata.agencies import find_agency
from transforms.documents.metadata.article_metadata import ArticleMetadata
from transforms.documents.metadata.author_names import clean_authors
from transforms.documents.metadata.page_title import choose_title, clean_title, fold, is_site_name
from transforms.documents.repair.repair import repair_text
from transforms.lexicon.patterns import load_pattern

_HEAD = 300_000
_AUTHOR_NAME = load_pattern("documents", "author_name")
_SUPPLIERS = ("sourceOrganization", "provider", "creditText", "copyrightHolder")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z]{2,8})*", re.IGNORECASE)
_MAX_BYLINES = 6
_LONGEST_BYLINE = 100


def read_html_metadata(
    page: HtmlPage, url: str | None = None, publisher_stated: str | None = None
) -> ArticleMetadata:
    """Read the metadata of a page; `url` is where it came from, used where the page states no date.

    `publisher_stated` is what the source of the page says of it. Of a page too big or too deep to parse, the
    head is read.
    """
    tree = page.tree
    if tree is None:
        cut = page.source.find("<body", 0, _HEAD)
        tree = parse_page(page.source[: cut if cut > 0 else _HEAD]).tree
        if tree is None:
            return ArticleMetadata()
    meta = _read_meta(tree)
    node = read_article_node(tree)
    origins: dict[str, str] = {}
    own_url = _find_url(tree, meta, node, url)
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    stated_language = (
        tag or meta.get("og:locale") or meta.get("content-language") or read_text(node, "inLanguage")
    )
    sites = _list_sites(meta, node, own_url)
    if publisher_stated:
        sites.insert(0, (publisher_stated, "source"))
    title = _find_title(tree, meta, node, [name for name, _ in sites], origins)
    author, signed = _find_author(tree, meta, node, [name for name, _ in sites], origins)
    published = find_html_published(tree, node, meta, own_url, tag)
    if published is not None:
        origins["published"] = published[2]
    publisher = next(((name, origin) for name, origin in sites if origin != "host"), None)
    if publisher is None and (name := _read_site_of_title(tree, title)):
        publisher = (name, "title")
    if publisher is not None:
        origins["publisher"] = publisher[1]
    agency = _find_agency(signed, meta, node, publisher[0] if publisher else "", origins)
    return ArticleMetadata(
        title=title or None,
        author=author,
        publisher=publisher[0] if publisher else None,
        agency=agency,
        published=published[0] if published else None,
        published_method=published[1] if published else None,
        section=_read_section(meta, node),
        language=_to_code(stated_language),
        url=own_url,
        origins=origins,
    )


def _read_section(meta: Mapping[str, str], node: Node) -> str | None:
    """The section of the site in which the article stands, as its markup states it."""
    stated = list_names(node.get("articleSection"))
    named = next((meta[key] for key in load_meta_names()["section"] if key in meta), "")
    return "; ".join(dict.fromkeys(stated)) or named or None


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    """Contents of the meta elements by name, property or itemprop; the first of a name counts."""
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                values.setdefault(name, content)
    return values


def _read_site_of_title(tree: HtmlElement, title: str) -> str:
    """The name that stands before or behind the article's title in the title element; "" where none does."""
    shown = _tidy(tree.findtext(".//head/title") or "")
    before, _, behind = shown.partition(title) if title and shown != title else ("", "", "")
    names = [name for part in (before, behind) if (name := part.strip(" |–—-•·:»«"))]
    return names[0] if len(names) == 1 and is_site_name(names[0]) else ""


def _find_url(tree: HtmlElement, meta: Mapping[str, str], node: Node, url: str | None) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for found in (*links, meta.get("og:url"), read_text(node, "url"), url):
        try:
            absolute: str = urljoin(url or "", (found or "").strip())
            if absolute.startswith("http") and urlsplit(absolute).path.strip("/"):
                return absolute
        except ValueError:
            continue
    return url


def _list_sites(meta: Mapping[str, str], node: Node, url: str | None) -> list[tuple[str, str]]:
    """Names of the site and its publisher, each with its origin, best first."""
    names = [(name, "json-ld") for name in list_names(node.get("publisher"))]
    names += [
        (meta[key], f"meta {key}")
        for key in load_meta_names()["site"]
        if key in meta and len(meta[key]) <= 60
    ]
    host = ((urlsplit(url).hostname or "") if url else "").removeprefix("www.")
    names += [(host, "host"), (host.split(".")[0], "host")] if host else []
    return [(clean, origin) for name, origin in names if (clean := _tidy(name)) and "http" not in clean]


def _tidy(text: str) -> str:
    return " ".join(repair_text(text).text.split())


def _find_title(
    tree: HtmlElement, meta: Mapping[str, str], node: Node, sites: list[str], origins: dict[str, str]
) -> str:
    headings = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    headings = [
        _tidy(text) for text in headings if 2 < len(text) < 400 and fold(text) not in {fold(s) for s in sites}
    ]
    shown = (tree.findtext(".//head/title") or tree.findtext(".//title") or "").strip()
    stated = [
        (read_text(node, "headline", "name"), "json-ld"),
        *((meta.get(key, ""), f"meta {key}") for key in load_meta_names()["title"]),
    ]
    raw = [(text, origin) for text, origin in [*stated, (shown, "title")] if text]
    heading = _choose_heading(
        headings or _list_lower_headings(tree), [text for text, _ in raw], bool(headings)
    )
    structured = [(title, origin) for text, origin in raw if (title := clean_title(text, sites, heading))]
    title, origin = choose_title([s for s in structured if s[1] != "title"], heading)
    if not title and structured:
        title, origin = structured[-1]
    if title:
        origins["title"] = origin
    return title


def _choose_heading(headings: Sequence[str], titles: Sequence[str], is_first_rank: bool) -> str:
    """The heading that a stated title holds, else the only one of the first rank."""
    stated = [fold(title) for title in titles]
    heading = next((h for h in headings if fold(h) and any(fold(h) in title for title in stated)), "")
    return heading or (headings[0] if is_first_rank and len(headings) == 1 else "")


def _list_lower_headings(tree: HtmlElement) -> list[str]:
    """Headings of the second rank that are long enough for a title, on a page without one of the first."""
    texts = (" ".join(element.text_content().split()) for element in tree.iter("h2"))
    return [_tidy(text) for text in texts if text.count(" ") >= 2 and len(text) < 400]


def _find_author(
    tree: HtmlElement, meta: Mapping[str, str], node: Node, sites: list[str], origins: dict[str, str]
) -> tuple[tuple[str, ...], str]:
    """Authors, and all that stands in the fields for them (where agencies sign)."""
    signed: list[str] = []
    sources: list[tuple[str, list[str]]] = [
        ("json-ld", list_names(node.get("author")) or list_names(node.get("creator")))
    ]
    sources += [(f"meta {key}", [meta[key]]) for key in load_meta_names()["author"] if key in meta]
    sources.append(("byline", list(_list_bylines(tree))))
    authors: tuple[str, ...] = ()
    for origin, values in sources:
        values = [_tidy(value) for value in values if value.strip() and not value.startswith("http")]
        signed += values
        if not authors and (authors := clean_authors(values, sites)):
            origins["author"] = origin
    return authors, " | ".join(signed)


def _list_bylines(tree: HtmlElement) -> Iterator[str]:
    count = 0
    for element in tree.iter("a", "span", "p", "div", "address", "strong", "li"):
        name = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('rel', '')}"
        if name.strip() and _AUTHOR_NAME.search(name):
            text = read_broken_text(element)
            if 3 < len(text) <= _LONGEST_BYLINE:
                count += 1
                yield text
        if count >= _MAX_BYLINES:
            return


def _find_agency(
    signed: str, meta: Mapping[str, str], node: Node, publisher: str, origins: dict[str, str]
) -> str | None:
    """The agency that signs, supplies or is credited with the article; not the publisher itself."""
    own = find_agency(publisher)
    supplied = [name for key in _SUPPLIERS for name in list_names(node.get(key))]
    credited = [meta[key] for key in load_meta_names()["source"] if key in meta]
    places = (("author", signed), ("json-ld", " | ".join(supplied)), ("meta source", " | ".join(credited)))
    for origin, text in places:
        agency = find_agency(text) if text else None
        if agency is not None and agency != own:
            origins["agency"] = origin
            return agency
    if own is not None:
        origins["agency"] = "publisher"
    return own


def _to_code(language: str) -> str | None:
    match = _LANGUAGE.fullmatch(language.strip())
    return match[1].lower() if match and len(match[1]) == 2 else None
