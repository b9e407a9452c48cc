"""One address a document: no tracking parameters, fragments and AMP copies; canonical links followed."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_HEAD_BYTES = 200_000
_LINK = re.compile(r"<link\b[^>]{0,1000}>", re.IGNORECASE)
_IS_CANONICAL = re.compile(r"\brel\s*=\s*[\"']?\s*canonical\b", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s>]+))", re.IGNORECASE)
# cdn.ampproject.org/c/s/host/path, www.google.com/amp/s/host/path; "s" says that the host speaks https.
_AMP_CACHE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[cvi]|(?:www\.)?google\.[a-z.]+/amp|[\w-]+\.bing-amp\.com/c)/(s/)?(.+)"
)
_AMP_VALUES = frozenset({"", "1", "true", "amp"})


def clean_address(address: str) -> str:
    """An address without what leads to the same page by another way.

    Tracking parameters, fragments, default ports and marks of AMP copies go; the parameters left are
    sorted. What is no http(s) address stays as it is.
    """
    if not address.startswith(("http://", "https://")):
        return address
    from courlan import normalize_url  # brings a web client along, which files have no need of

    if cached := _AMP_CACHE.fullmatch(address):
        address = f"http{'s' if cached[1] else ''}://{cached[2]}"
    try:
        parts = urlsplit(_drop_amp(str(normalize_url(address))))
    except ValueError:
        return address
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, fragment))


def find_canonical(content: bytes, address: str) -> str:
    """The address that a page gives itself where it is one of the same site, else its cleaned address.

    A canonical link to the start page of a site, as careless templates have it, is not believed.
    """
    own = clean_address(address)
    head = content[:_HEAD_BYTES].decode("latin-1")
    for link in _LINK.finditer(head):
        if not _IS_CANONICAL.search(link[0]) or not (href := _HREF.search(link[0])):
            continue
        stated = (href[1] or href[2] or href[3]).replace("&amp;", "&").strip()
        try:
            found = clean_address(urljoin(address, stated))
            is_start = urlsplit(found).path in ("", "/") and not urlsplit(found).query
            is_same = _name_site(found) == _name_site(own)
        except ValueError:
            return own
        is_start = is_start and urlsplit(own).path not in ("", "/")
        return found if found.startswith("http") and is_same and not is_start else own
    return own


def _drop_amp(address: str) -> str:
    parts = urlsplit(address)
    host = parts.netloc.removeprefix("amp.") if parts.netloc.count(".") > 1 else parts.netloc
    path = re.sub(r"/amp/?$", "/" if parts.path.endswith("/") else "", parts.path)
    path = re.sub(r"^/amp/(?=.)", "/", path)
    path = re.sub(r"\.amp(?=$|\.html?$)", "", path)
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not (name.lower() in ("amp", "outputtype") and value.lower() in _AMP_VALUES)
    ]
    return urlunsplit((parts.scheme, host, path, urlencode(query), parts.fragment))


def _name_site(address: str) -> str:
    """The host without what stands for the same site (www, m, mobile, amp) and without its port."""
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", urlsplit(address).hostname or "")
