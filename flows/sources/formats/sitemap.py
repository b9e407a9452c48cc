"""Sitemaps, news sitemaps and sitemap indexes: addresses of pages with what a news sitemap says of them."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass, field

from lxml import etree

_SIGNS = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
_SIGN_BYTES = 8192
MAX_UNPACKED_BYTES = 60_000_000  # the protocol allows 50 MB


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """An address, when it last changed (as stated), and metadata of a news sitemap."""

    address: str
    changed: str | None
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a sitemap, or the sitemaps of an index; `fault` says where it breaks off."""

    pages: tuple[SitemapPage, ...]
    sitemaps: tuple[SitemapPage, ...]
    fault: str | None = None


def is_sitemap(content: bytes) -> bool:
    """Whether bytes, maybe gzipped, look like a sitemap or an index of them."""
    head = content[:_SIGN_BYTES]
    if content.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, _SIGN_BYTES)
        except zlib.error:
            return False
    return _SIGNS.search(head) is not None


def read_sitemap(content: bytes) -> Sitemap:
    """Read a sitemap or an index, gzipped or not; XML that breaks off yields what stands before.

    Raises:
        ValueError: it is none, or unpacks to more than 60 MB.
    """
    if content.startswith(b"\x1f\x8b"):
        content = _unpack(content)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise ValueError("neither a sitemap nor an index of sitemaps")
    wanted = "url" if _name(root) == "urlset" else "sitemap"
    found = tuple(page for node in root if _name(node) == wanted and (page := _read_entry(node)))
    errors = [error for error in parser.error_log if error.level_name == "FATAL"]
    fault = f"the sitemap breaks off after {len(found)} entries: {errors[0].message}" if errors else None
    return Sitemap(found if wanted == "url" else (), found if wanted == "sitemap" else (), fault)


def _unpack(content: bytes) -> bytes:
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(content)).read(MAX_UNPACKED_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"the sitemap can't be unpacked: {error}") from error
    if len(unpacked) > MAX_UNPACKED_BYTES:
        raise ValueError(f"the sitemap unpacks to more than {MAX_UNPACKED_BYTES:,} bytes")
    return unpacked


def _read_entry(node: etree._Element) -> SitemapPage | None:
    texts: dict[str, str] = {}
    for child in node.iter():
        if child is not node and isinstance(child.tag, str) and (child.text or "").strip():
            # What stands first is the page's: its pictures and videos have addresses too.
            texts.setdefault(_path(child, node), " ".join((child.text or "").split()))
    if not (address := texts.get("loc")):
        return None
    stated = {
        "title": texts.get("news/title"),
        "published": texts.get("news/publication_date"),
        "publisher": texts.get("news/publication/name"),
        "language": texts.get("news/publication/language"),
    }
    metadata = {key: value for key, value in stated.items() if value}
    return SitemapPage(address, texts.get("lastmod") or metadata.get("published"), metadata)


def _path(child: etree._Element, node: etree._Element) -> str:
    names = [_name(child)]
    while (child := child.getparent()) is not node:
        names.append(_name(child))
    return "/".join(reversed(names))


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
