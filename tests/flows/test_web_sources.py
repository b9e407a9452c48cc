"""Pages and feeds from a server on this machine: retries, redirects, conditions, robots, limits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.sources.declaration import SourceDeclaration
from flows.sources.fetch import Fetcher, FetchSettings
from flows.sources.fetch_state import FetchState
from flows.sources.items import SourceDocument, SourceItem, UnchangedItem, UnreadableItem
from flows.sources.read import read_source

PAGE = b"<html><body><p>The dam was opened.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by path; counts requests."""

    counts: dict[str, int]

    def do_GET(self) -> None:
        counts = self.server.counts  # type: ignore[attr-defined]
        counts[self.path] = counts.get(self.path, 0) + 1
        address = f"http://127.0.0.1:{self.server.server_address[1]}"
        if self.path == "/robots.txt":
            self.answer(200, b"User-agent: *\nDisallow: /private/", "text/plain")
        elif self.path == "/flaky" and counts[self.path] < 3:
            self.answer(503, b"later", "text/plain", {"Retry-After": "7"})
        elif self.path == "/moved":
            self.answer(301, b"", "text/html", {"Location": "/page"})
        elif self.path == "/loop":
            self.answer(302, b"", "text/html", {"Location": "/loop"})
        elif self.path == "/gone":
            self.answer(404, b"gone", "text/html")
        elif self.path == "/broken":
            self.answer(500, b"oops", "text/html")
        elif self.path == "/versioned" and self.headers.get("If-None-Match") == '"v1"':
            self.answer(304, b"", "text/html")
        elif self.path == "/versioned":
            self.answer(200, PAGE, "text/html", {"ETag": '"v1"'})
        elif self.path == "/big":
            self.answer(200, b"x" * 5000, "text/html")
        elif self.path == "/latin":
            self.answer(200, "<p>Café</p>".encode("cp1252"), "text/html; charset=utf-8")
        elif self.path == "/picture":
            self.answer(200, b"\x89PNG", "image/png")
        elif self.path == "/feed":
            item = (
                f"<item><title>T</title><link>{address}/page</link><description>Teaser</description></item>"
            )
            self.answer(
                200, f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), "application/rss+xml"
            )
        else:
            self.answer(200, PAGE, "text/html; charset=utf-8")

    def answer(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.counts = {}  # type: ignore[attr-defined]
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield httpd
    httpd.shutdown()
    httpd.server_close()
    thread.join()


class Web:
    """Reads sources from the server, and notes the pauses instead of sleeping."""

    def __init__(self, server: ThreadingHTTPServer, folder: Path) -> None:
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        self.counts: dict[str, int] = server.counts  # type: ignore[attr-defined]
        self.folder = folder
        self.pauses: list[float] = []

    def read(self, path: str, kind: str = "auto") -> list[SourceItem]:
        url = path if path.startswith("/tmp") or "://" in path else self.address + path
        source = SourceDeclaration("web", url, kind)  # type: ignore[arg-type]
        settings = FetchSettings(timeout_seconds=5, max_bytes=4000, allow_networks=("127.0.0.0/8",))
        state = FetchState(self.folder / "state.json")
        return list(read_source(source, lambda: Fetcher(settings, state, self.pauses.append), 10_000))


@pytest.fixture
def web(server: ThreadingHTTPServer, tmp_path: Path) -> Web:
    return Web(server, tmp_path)


def test_page_with_its_type_and_charset(web: Web) -> None:
    (item,) = web.read("/page")
    assert isinstance(item, SourceDocument)
    assert (item.content, item.media_type, item.charset) == (PAGE, "text/html", "utf-8")
    assert item.uri == f"{web.address}/page"


def test_misdeclared_charset_is_left_to_the_decoder(web: Web) -> None:
    (item,) = web.read("/latin")
    assert isinstance(item, SourceDocument)
    assert item.content == "<p>Café</p>".encode("cp1252")


def test_server_that_fails_for_a_moment_is_asked_again(web: Web) -> None:
    (item,) = web.read("/flaky")
    assert isinstance(item, SourceDocument)
    assert web.pauses == [7.0, 14.0] or web.pauses == [7.0, 7.0]


@pytest.mark.parametrize(
    ("path", "reason", "requests"),
    [
        ("/gone", "404", 1),
        ("/broken", "500", 3),
        ("/loop", "redirects", None),
        ("/big", "larger than 4,000", 1),
        ("/private/x", "robots.txt", 0),
        ("/picture", "image/png", 1),
    ],
)
def test_page_that_cannot_be_had(web: Web, path: str, reason: str, requests: int | None) -> None:
    (item,) = web.read(path)
    assert isinstance(item, UnreadableItem)
    assert reason in item.reason
    if requests is not None:
        assert web.counts.get(path, 0) == requests


def test_redirect_keeps_the_address_asked_for(web: Web) -> None:
    (item,) = web.read("/moved")
    assert isinstance(item, SourceDocument)
    assert item.uri.endswith("/moved")
    assert item.metadata["url"].endswith("/page")


def test_nobody_listens(tmp_path: Path, web: Web) -> None:
    (item,) = web.read("http://127.0.0.1:9/none")
    assert isinstance(item, UnreadableItem)
    assert "not reachable after 3 attempts" in item.reason


def test_url_list_asks_only_for_what_changed(web: Web) -> None:
    listing = web.folder / "news.urls"
    listing.write_text(f"# today\n{web.address}/versioned\n\nftp://x\n{web.address}/versioned\n")
    first = web.read(str(listing))
    assert [type(i) for i in first] == [SourceDocument, UnreadableItem]
    second = web.read(str(listing))
    assert [type(i) for i in second] == [UnchangedItem, UnreadableItem]
    assert web.counts["/versioned"] == 2


def test_feed_leads_to_its_pages(web: Web) -> None:
    (item,) = web.read("/feed")
    assert isinstance(item, SourceDocument)
    assert item.uri == f"{web.address}/page"
    assert item.content == PAGE
