"""Fetch a page politely: time limits, retries with back-off, robots.txt, a size limit."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx
from protego import Protego

from flows.sources.fetch_state import FetchState

USER_AGENT = "wiremill/0.1 (news text pipeline)"
RETRIED_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
LONGEST_PAUSE_SECONDS = 60.0
MAX_REDIRECTS = 5


class FetchError(RuntimeError):
    """A page can't be had; the message says why."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How long to wait and how often to try."""

    timeout_seconds: float = 20.0
    attempts: int = 3
    first_pause_seconds: float = 1.0
    max_bytes: int = 10_000_000
    obey_robots: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A response: `content` is None when the server says that nothing changed (304)."""

    url: str
    content: bytes | None
    media_type: str | None
    charset: str | None


class Fetcher:
    """Fetches pages; remembers each host's robots.txt and each page's version."""

    def __init__(
        self,
        settings: FetchSettings,
        state: FetchState,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._state = state
        self._sleep = sleep
        self._robots: dict[str, Protego | None] = {}
        self._client = httpx.Client(
            timeout=settings.timeout_seconds,
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            headers={"User-Agent": USER_AGENT, "Accept": "text/html, application/xml;q=0.9, */*;q=0.5"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        self._state.save()

    def forget(self, url: str) -> None:
        """Fetch a URL in full next time."""
        self._state.forget(url)

    def keep_address(self, url: str, address: str) -> None:
        """Remember by which address the document behind a URL is known."""
        self._state.keep_address(url, address)

    def recall_address(self, url: str) -> str | None:
        """The address by which the document behind a URL is known, where that is another one."""
        return self._state.recall_address(url)

    def fetch(self, url: str) -> Page:
        """Fetch a page, with the version known so far as a condition.

        Raises:
            FetchError: not reachable, refused, not found, too large, or shut out by robots.txt.
        """
        if self._settings.obey_robots and not self._is_allowed(url):
            raise FetchError("robots.txt of the site shuts robots out of this page")
        return self._try(url, self._state.headers_for(url))

    def _try(self, url: str, headers: dict[str, str]) -> Page:
        pause = self._settings.first_pause_seconds
        for attempt in range(1, self._settings.attempts + 1):
            is_last = attempt == self._settings.attempts
            try:
                with self._client.stream("GET", url, headers=headers) as response:
                    if response.status_code not in RETRIED_STATUS or is_last:
                        return self._read(url, response)
                    pause = _read_retry_after(response, pause)
            except httpx.TooManyRedirects as error:
                raise FetchError(f"more than {MAX_REDIRECTS} redirects") from error
            except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError) as error:
                if is_last or not isinstance(error, httpx.TransportError | httpx.DecodingError):
                    reason = str(error) or type(error).__name__
                    raise FetchError(f"not reachable after {attempt} attempts: {reason}") from error
            self._sleep(min(pause, LONGEST_PAUSE_SECONDS))
            pause *= 2
        raise AssertionError("the last attempt returns or raises")

    def _read(self, url: str, response: httpx.Response) -> Page:
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return Page(url, None, None, None)
        if response.status_code != httpx.codes.OK:
            raise FetchError(f"HTTP status {response.status_code} {response.reason_phrase}".rstrip())
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if len(content) > self._settings.max_bytes:
                raise FetchError(f"larger than {self._settings.max_bytes:,} bytes")
        headers = response.headers
        self._state.remember(url, headers.get("etag"), headers.get("last-modified"))
        media_type = headers.get("content-type", "").split(";")[0].strip().lower() or None
        return Page(str(response.url), bytes(content), media_type, response.charset_encoding)

    def _is_allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        return rules is None or bool(rules.can_fetch(url, USER_AGENT))

    def _read_robots(self, origin: str) -> Protego | None:
        """The rules of a site; None where it has none. A site that fails shuts all out (RFC 9309)."""
        try:
            response = self._client.get(f"{origin}/robots.txt")
        except httpx.HTTPError:
            return None  # the page itself will tell what is wrong
        if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            return Protego.parse("User-agent: *\nDisallow: /")
        return Protego.parse(response.text) if response.status_code == httpx.codes.OK else None


def _read_retry_after(response: httpx.Response, pause: float) -> float:
    value = response.headers.get("retry-after", "")
    return float(value) if value.isdigit() else pause
