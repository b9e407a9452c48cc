"""Fetch a page politely and warily: limits on time, size and places, retries with back-off, robots.txt."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx
from protego import Protego

from flows.sources.fetch_state import FetchState
from flows.sources.http_body import ACCEPTED_ENCODINGS, BodyError, read_body
from flows.sources.http_guard import ForbiddenAddressError, GuardedBackend, NetworkPolicy, make_transport

USER_AGENT = "wiremill/0.1 (news text pipeline)"
RETRIED_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
RETRY_SECONDS = re.compile(r"[0-9]{1,6}")
LONGEST_PAUSE_SECONDS = 60.0
MAX_REDIRECTS = 5
MAX_ROBOTS_BYTES = 500_000  # RFC 9309, 2.5: more need not be read
# A whole answer, headers and body, may take so many times what one read may.
WHOLE_FACTOR = 6


class FetchError(RuntimeError):
    """A page can't be had; the message says why."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How long to wait and how often to try; which networks beside public addresses may be reached."""

    timeout_seconds: float = 20.0
    attempts: int = 3
    first_pause_seconds: float = 1.0
    max_bytes: int = 10_000_000
    obey_robots: bool = True
    allow_networks: tuple[str, ...] = ()


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
        self._policy = NetworkPolicy(settings.allow_networks)
        self._backend = GuardedBackend(self._policy)
        transport = make_transport(self._backend)
        self._is_proxied = transport is None
        self._client = httpx.Client(
            transport=transport,
            event_hooks={"request": [self._look_at_request]},
            timeout=settings.timeout_seconds,
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            headers={
                "User-Agent": USER_AGENT,
                "Accept": "text/html, application/xml;q=0.9, */*;q=0.5",
                "Accept-Encoding": ACCEPTED_ENCODINGS,
            },
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
            FetchError: not reachable, refused, not found, too large, too slow, shut out by robots.txt, not
                an address, or one that may not be reached.
        """
        try:
            if self._settings.obey_robots and not self._is_allowed(url):
                raise FetchError("robots.txt of the site shuts robots out of this page")
            return self._try(url, self._state.headers_for(url))
        except FetchError:
            raise
        except Exception as error:  # whatever an address or an answer does to a library concerns it alone
            raise FetchError(f"not a usable address or answer: {type(error).__name__}: {error}") from error

    def _look_at_request(self, request: httpx.Request) -> None:
        """Set the deadline of an answer; where a proxy connects, look at the address here."""
        self._backend.deadline = time.monotonic() + WHOLE_FACTOR * self._settings.timeout_seconds
        if self._is_proxied:
            try:
                self._policy.resolve(request.url.host, request.url.port or 443)
            except ForbiddenAddressError as error:
                raise FetchError(str(error)) from error
            except OSError:
                pass  # a name that only the proxy knows

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
                if isinstance(error.__cause__, ForbiddenAddressError):
                    raise FetchError(str(error.__cause__)) from error
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
        try:
            content = read_body(response, self._settings.max_bytes)
        except BodyError as error:
            raise FetchError(str(error)) from error
        headers = response.headers
        self._state.remember(url, headers.get("etag"), headers.get("last-modified"))
        media_type = headers.get("content-type", "").split(";")[0].strip().lower() or None
        return Page(str(response.url), content, media_type, response.charset_encoding)

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
            with self._client.stream("GET", f"{origin}/robots.txt") as response:
                if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                    return Protego.parse("User-agent: *\nDisallow: /")
                if response.status_code != httpx.codes.OK:
                    return None
                content = read_body(response, MAX_ROBOTS_BYTES, is_cut_fine=True)
        except (httpx.HTTPError, httpx.InvalidURL, BodyError):
            return None  # the page itself will tell what is wrong
        return Protego.parse(content.decode("utf-8", "replace"))


def _read_retry_after(response: httpx.Response, pause: float) -> float:
    value = response.headers.get("retry-after", "")
    return float(value) if RETRY_SECONDS.fullmatch(value) else pause
